select '{{ var('pkgvar') }}' as v
