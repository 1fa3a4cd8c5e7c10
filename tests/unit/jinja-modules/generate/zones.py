"""Writes compiler/jinja/modules/pytz/zones.generated.ts from the zones of the installed pytz: python zones.py > …

A line for all zones with the same history:  types|names that are in use|names that are kept for old programs
Types are `name,offset,saving` in minutes: first the earliest, which an unlocalized zone has, then the others. Where an
offset has meant different things, each but the first has the day since 1970 (base 36) from which on it is meant, before
1970 only the last. A zone that never changed has one type.
"""
import datetime
import pytz

EPOCH = datetime.datetime(1970, 1, 1)

def base36(number):
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits

groups = {}
for name in pytz.all_timezones:
    zone = pytz.timezone(name)
    minutes = lambda delta: round(delta.total_seconds() / 60)
    if not hasattr(zone, "_transition_info"):
        label = zone.tzname(None)
        types = [(label, minutes(zone.utcoffset(None)), 0)]
    else:
        infos = [(label, minutes(offset), minutes(saving)) for offset, saving, label in zone._transition_info]
        types = [infos[0]]
        meant = {infos[0][1]: (infos[0][0], infos[0][2])}
        for time, (label, offset, saving) in list(zip(zone._utc_transition_times, infos))[1:]:
            days = (time - EPOCH).days
            known = meant.get(offset)
            if known is None or (days <= 0 and known != (label, saving)):
                types = [t for i, t in enumerate(types) if i == 0 or t[1] != offset]
                types.append((label, offset, saving))
            elif known != (label, saving):
                types.append((label, offset, saving, base36(days)))
            meant[offset] = (label, saving)
    text = ";".join(",".join(map(str, t)) for t in types)
    common, old = groups.setdefault(text, ([], []))
    (common if name in pytz.common_timezones_set else old).append(name)

print("// Written by tests/unit/jinja-modules/generate/zones.py from the tz database %s (public domain); not edited by hand." % pytz.OLSON_VERSION)
print("/** A line for the zones of one history: types|names|old names; a type is name,offset,saving in minutes and the day from which on it is meant. */")
print("export const ZONES = `")
for text, (common, old) in groups.items():
    print("%s|%s|%s" % (text, " ".join(common), " ".join(old)))
print("`;")
