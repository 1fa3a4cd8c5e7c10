"""Writes compiler/jinja/modules/pytz/zones.generated.ts from the zones of the installed pytz: python zones.py > …

A line for all zones with the same history:  types|names that are in use|names that are kept for old programs
Types are `name,offset,saving` in minutes: first the one of an unlocalized zone, then the latest of each offset.
A zone that never changed has one type.
"""
import pytz

groups = {}
for name in pytz.all_timezones:
    zone = pytz.timezone(name)
    minutes = lambda delta: round(delta.total_seconds() / 60)
    if not hasattr(zone, "_transition_info"):
        label = zone.tzname(None)
        types = [(label, minutes(zone.utcoffset(None)), 0)]
    else:
        infos = [(label, minutes(offset), minutes(saving)) for offset, saving, label in zone._transition_info]
        latest = {offset: (label, offset, saving) for label, offset, saving in infos}
        types = [infos[0], *latest.values()]
    text = ";".join(",".join(map(str, t)) for t in types)
    common, old = groups.setdefault(text, ([], []))
    (common if name in pytz.common_timezones_set else old).append(name)

print("// Written by tests/unit/jinja-modules/generate/zones.py from the tz database %s (public domain); not edited by hand." % pytz.OLSON_VERSION)
print("/** A line for the zones of one history: types|names|old names; a type is name,offset,saving in minutes. */")
print("export const ZONES = `")
for text, (common, old) in groups.items():
    print("%s|%s|%s" % (text, " ".join(common), " ".join(old)))
print("`;")
