"""Writes what Python says to random regular expressions: python regex.py 5000 > …

A case: pattern, flags, text, and either the error or, for each match, its spans and lastindex; then the spans of fullmatch,
sub and split. regex-answers.json holds some of them.
"""
import json, random, re, signal, sys, warnings
warnings.simplefilter('ignore')
random.seed(7)
def atom(d):
    r=random.random()
    if r<.4: return random.choice('abc')
    if r<.5: return random.choice(['.','\\w','\\d','\\b','^','$','\\s','\\B','\\Z','\\A'])
    if r<.6: return random.choice(['[ab]','[^a]','[a-c]','[\\w-]','[^\\W\\d]'])
    if r<.65: return random.choice(['\\1','\\2'])
    if d<=0: return 'a'
    if r<.8: return '('+alt(d-1)+')'
    if r<.86: return '(?:'+alt(d-1)+')'
    if r<.88: return '(?i:'+alt(d-1)+')'
    if r<.91: return random.choice(['(?=','(?!'])+alt(d-1)+')'
    if r<.93: return random.choice(['(?<=','(?<!'])+random.choice(['a','ab','[ab]','(a)','a|b'])+')'
    if r<.95: return '(?>'+alt(d-1)+')'
    if r<.97: return '(?(1)'+atom(0)+'|'+atom(0)+')'
    return random.choice('bc')
def piece(d):
    a=atom(d)
    r=random.random()
    if r<.35: a+=random.choice(['*','+','?','{2}','{1,2}','{,2}','{2,}'])+random.choice(['','','','?','+'])
    return a
def seq(d): return ''.join(piece(d) for _ in range(random.randint(0 if random.random()<.1 else 1,4)))
def alt(d): return '|'.join(seq(d) for _ in range(random.choice([1,1,1,2,3])))
class TO(Exception): pass
def h(*a): raise TO
signal.signal(signal.SIGALRM,h)
out=[]
while len(out)<int(sys.argv[1]):
    p=alt(3); t=''.join(random.choice('aabbcA1 \n') for _ in range(random.randint(0,9))); f=random.choice([0,0,0,2,8,16])
    try:
        signal.setitimer(signal.ITIMER_REAL,.3)
        c=re.compile(p,f)
        r=[[list(x) for x in m.regs]+[m.lastindex] for m in c.finditer(t)]
        fm=c.fullmatch(t)
        r.append(list(map(list,fm.regs)) if fm else None)
        r.append(c.sub('<\\g<0>>',t)); r.append(c.split(t))
    except re.error as e: r='error: '+str(e)
    except TO: continue
    finally: signal.setitimer(signal.ITIMER_REAL,0)
    out.append([p,f,t,r])
print("[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in out) + "\n]")
