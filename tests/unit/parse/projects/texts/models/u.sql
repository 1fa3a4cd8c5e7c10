{{ config(a=1, b=-1, c=1.50, d="x'y", e='x"y', f=none, g=[1,'a',(1,2)], h={'a': [true]}, i=var('x', 'y'), j='a' ~ 'b', k=1+2, l=not true, m=target.name, p=env_var('PARSE_TEST')|upper, r=x if y else z, s="multi
line", u={'k': var('x','z')}, v=(1,), w={}, aa=x[0], ac=1 < 2 < 3, ad=a and b or c, ae='x' in y, af=a is none, ag=a|join(',')|upper) }} select 1
