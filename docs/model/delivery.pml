/*
 * The delivery protocol of docs/delivery.md, as a model for Spin: one delivery of a post of PARTS parts, two workers,
 * one network, and everything that can go wrong between them. `scripts/model` runs it; docs/delivery.md says what it
 * covers.
 *
 * Each change of the row's state is one `move(FROM, TO, WHO)`. ModelTests reads the moves out of this text and compares
 * them with `Delivery.transitions`, so neither can gain or lose one alone.
 */

/* ---- What is chosen for a run ----------------------------------------------------------------------------------- */

/* What the network offers to one who looks. */
#define KEYED 1  /* a key of our choosing makes each try the same post, and absence is certain: Bluesky */
#define PROOF 2  /* two looks after the quiet period prove absence: Mastodon */
#define WEAK 3   /* a look may miss what is there, so a person is asked: X, Facebook */
#define NAMED 4  /* a second try is refused and names the first: LinkedIn */
#ifndef CLASS
#define CLASS PROOF
#endif

/* How much may go wrong, and how much a person does. */
#ifndef PARTS
#define PARTS 1
#endif
#ifndef CRASHES
#define CRASHES 1    /* a worker dies and begins anew */
#endif
#ifndef SLOW
#define SLOW 1       /* a lease ends although its holder lives, and wakes late */
#endif
#ifndef LOSSES
#define LOSSES 1     /* the database forgets what was not synced; workers may live on */
#endif
#ifndef RESTORES
#define RESTORES 0   /* a backup takes the place of a database that is lost, and its workers with it */
#endif
#ifndef ACTS
#define ACTS 1       /* a person decides */
#endif
#ifndef PAUSES
#define MAY_PAUSE true      /* any number: what asks for a pause may do so for ever */
#define pause() skip
#else
byte pauses = PAUSES;
#define MAY_PAUSE (pauses > 0)
#define pause() pauses--
#endif
#define MAX_SENDS 3  /* Delivery.maxSends */
#define TAIL 2       /* claims that may stand unsynced at one time, in WEAK_CLAIM */

/* Weakenings, each of which must be caught: NO_INTENT NO_FENCE RETRY_ON_TIMEOUT NO_GUARD NO_QUIET WEAK_DURABILITY
   WEAK_CLAIM DOUBT_DROPPED HASTY_LOOK TRUST_WEAK BLIND_RESTORE. */

/* ---- The row ---------------------------------------------------------------------------------------------------- */

mtype = { scheduled, claimed, intent, unknown, reconciling, published, refused, waiting, dropped, cancelled }
mtype = { nothing, reconnect, doubtful, missed, sendBound, money, handOff }

typedef Row {
    mtype state;
    mtype waitsFor;
    bit doubt;     /* some earlier commit may still land */
    bit looked;    /* one look of this doubt did not see it */
    bit inherited; /* the doubt comes with a backup: what the lost database did is not known */
    byte sends;    /* of the open part */
    byte settled   /* parts known to be live: the open part's number */
}
Row row;           /* as readers see it */
Row kept;          /* as it survives a loss of power */

/* Epochs are counted from the kept row's, so that their number stays small: the row's is `ahead`. */
#define NONE 255
byte ahead;
byte epoch[2] = NONE;   /* what each worker shows */

bit leaseOver;          /* the holder's lease has ended */
bit hasty;              /* a person asked for a look before the quiet period was over */
byte crashes = CRASHES, slow = SLOW, losses = LOSSES, acts = ACTS,
    restores = RESTORES;

/* ---- The network's truth ---------------------------------------------------------------------------------------- */

byte posted[PARTS];     /* how often each part is live */
byte orphans[PARTS];    /* requests whose sender has stopped listening: they land late, or never */

mtype = { none, flying, yes, no, named }
mtype request[2] = none;
byte part[2];           /* which part each worker's request is for */
bit maySend[2];         /* has an intent, and its own deadline has not passed */
bit doubted[2];         /* the doubt that stood when the claim was taken */

#if PARTS == 1
#define ORPHANED (orphans[0] > 0)
#else
#define ORPHANED (orphans[0] > 0 || orphans[1] > 0)
#endif
#define IN_FLIGHT (ORPHANED || request[0] == flying || request[1] == flying)

/* The quiet period: our side's deadline D, then the network's settle time L. After it nothing can land. */
#ifdef NO_QUIET
#define QUIET true
#else
#define QUIET (!IN_FLIGHT)
#endif

/* ---- Writing the row -------------------------------------------------------------------------------------------- */

/* WHO is the mover of `Delivery.transitions`; the checker has no use for it, ModelTests has. */
#define move(FROM, TO, WHO) assert(row.state == FROM); row.state = TO

#ifdef NO_FENCE
#define FENCE(w) true
#else
#define FENCE(w) (epoch[w] == ahead)
#endif
#define MINE(w, STATE) (row.state == STATE && FENCE(w))
#define HELD (row.state == claimed || row.state == intent || row.state == reconciling)
#define HAS_HOLDER (epoch[0] == ahead || epoch[1] == ahead)
#define ENDED (row.state == published || row.state == refused || row.state == dropped || row.state == cancelled)
#define ALL_LIVE (row.settled == PARTS)
#ifdef DOUBT_DROPPED
#define IN_DOUBT(w) false
#else
#define IN_DOUBT(w) doubted[w]
#endif

/* The kept row has the row's epoch: all numbers are counted anew. Older ones than that can never be met again. */
inline countFromHere() {
    epoch[0] = (epoch[0] != NONE && epoch[0] >= ahead -> epoch[0] - ahead : NONE);
    epoch[1] = (epoch[1] != NONE && epoch[1] >= ahead -> epoch[1] - ahead : NONE);
    ahead = 0
}

/* All commits up to here are on the disk. */
inline sync() {
    if
    :: losses > 0 ->
        kept.state = row.state; kept.waitsFor = row.waitsFor; kept.doubt = row.doubt; kept.looked = row.looked;
        kept.sends = row.sends; kept.settled = row.settled; kept.inherited = row.inherited
    :: else
    fi;
    countFromHere()
}

/* Whoever is told an epoch finds it synced: forgotten, it would be given out again while its first holder lives. */
inline syncClaim() {
#ifdef WEAK_CLAIM
    if
    :: losses == 0 -> countFromHere()
    :: else
    fi
#else
    sync()
#endif
}
#define MAY_RAISE (losses == 0 || ahead < TAIL)

/* What a settlement leaves behind besides the state. */
inline leave(inDoubt, hasLooked, reason) {
    row.doubt = inDoubt; row.looked = hasLooked; row.waitsFor = reason; leaseOver = false
}

/* Time passes until no deadline of before can be kept any more. */
inline deadlinesPass() { maySend[0] = false; maySend[1] = false }

/* A yes needs no fence: whoever has proof writes it, unless the delivery has ended. */
inline publish() {
    assert(posted[0] > 0 && posted[PARTS - 1] > 0);    /* never "published" and not there */
    if
    :: row.state == scheduled -> move(scheduled, published, anyoneWithProof)
    :: row.state == claimed -> move(claimed, published, anyoneWithProof)
    :: row.state == intent -> move(intent, published, anyoneWithProof)
    :: row.state == unknown -> move(unknown, published, anyoneWithProof)
    :: row.state == reconciling -> move(reconciling, published, anyoneWithProof)
    :: row.state == waiting -> move(waiting, published, anyoneWithProof)
    :: else
    fi;
    leave(false, false, nothing)
}

/* The step of one part is settled, whoever owns the claim now. */
inline settlePart(p) {
    assert(p <= row.settled || row.inherited);          /* parts go out in their order */
    if
    :: row.settled == p -> row.settled++; row.sends = 0
    :: else
    fi
}

/* ---- The workers ------------------------------------------------------------------------------------------------ */

/* A worker forgets everything; a request it has sent goes on without it. */
inline forget() {
    if
    :: request[me] == flying -> orphans[part[me]]++
    :: else
    fi;
    request[me] = none; epoch[me] = NONE; maySend[me] = false; doubted[me] = false; part[me] = 0
}

/* The machine of one worker is lost. */
inline lose(w) {
    if
    :: request[w] == flying -> orphans[part[w]]++
    :: else
    fi;
    request[w] = none; epoch[w] = NONE; part[w] = 0
}

/* Never "refused" and live. */
inline notLive() { assert(ALL_LIVE || posted[row.settled] == 0) }

/* A claim ends before its commit: signed out, unpaid, a picture refused, or asked to wait. */
inline settleBefore() {
    if
    :: !MINE(me, claimed)
    :: MINE(me, claimed) && IN_DOUBT(me) -> move(claimed, unknown, holder); leave(true, false, nothing)
    :: MINE(me, claimed) && !IN_DOUBT(me) -> move(claimed, scheduled, holder); leave(false, false, nothing)
    :: MINE(me, claimed) && !IN_DOUBT(me) -> move(claimed, waiting, holder); leave(false, false, reconnect)
    :: MINE(me, claimed) && !IN_DOUBT(me) -> move(claimed, waiting, holder); leave(false, false, money)
    :: MINE(me, claimed) && !IN_DOUBT(me) -> notLive(); move(claimed, refused, holder); leave(false, false, nothing)
    fi
}

/* The commit never left this machine, or the network clearly said no to it: which counts for this request alone. */
inline settleClearNo() {
    if
    :: !MINE(me, intent)
    :: MINE(me, intent) && IN_DOUBT(me) -> move(intent, unknown, holder); leave(true, false, nothing)
    :: MINE(me, intent) && !IN_DOUBT(me) && MAY_PAUSE ->
        pause(); move(intent, scheduled, holder); leave(false, false, nothing)
    :: MINE(me, intent) && !IN_DOUBT(me) -> move(intent, waiting, holder); leave(false, false, reconnect)
    :: MINE(me, intent) && !IN_DOUBT(me) -> move(intent, waiting, holder); leave(false, false, money)
    :: MINE(me, intent) && !IN_DOUBT(me) -> notLive(); move(intent, refused, holder); leave(false, false, nothing)
    fi
}

/* What lets a look send it again: proof of absence, each network's own; or that only a second try can tell. */
#ifdef TRUST_WEAK
#define TRUST true
#else
#define TRUST false
#endif
#define TWO_LOOKS_PROVE (CLASS == PROOF && !row.inherited)
#define IS_ABSENT (posted[row.settled] == 0 && (CLASS == KEYED || CLASS == WEAK || TWO_LOOKS_PROVE && row.looked))
#define ASKS_BY_SENDING (CLASS == NAMED && !row.inherited)
#define SENDS_AGAIN (IS_ABSENT || ASKS_BY_SENDING || CLASS == WEAK && TRUST && row.looked)
#define ASKS_A_PERSON (CLASS == WEAK && !TRUST && row.looked \
    || row.inherited && (CLASS == NAMED || CLASS == PROOF && row.looked))

inline sendAgain(inDoubt) {
    if
    :: row.sends < MAX_SENDS -> move(reconciling, scheduled, holder); leave(inDoubt, false, nothing)
    :: row.sends >= MAX_SENDS -> move(reconciling, waiting, holder); leave(inDoubt, row.looked, sendBound)
    :: row.inherited -> move(reconciling, waiting, holder); leave(false, false, missed)
    fi;
    row.inherited = false
}

proctype Worker(byte me) {
idle:
    atomic { forget() };
end:
    do
    :: atomic {
        row.state == scheduled && MAY_RAISE ->
            ahead++; epoch[me] = ahead; doubted[me] = row.doubt; leaseOver = false;
            move(scheduled, claimed, anyWorker);
            syncClaim();
            goto carrying
       }
    :: atomic {
        row.state == scheduled && row.sends == 0 && row.settled == 0 && !row.doubt ->
            move(scheduled, waiting, anyWorker); leave(false, false, missed)
       }
    :: atomic {                                          /* it can no longer be paid: a person posts it by hand */
        row.state == scheduled && row.sends == 0 && row.settled == 0 && !row.doubt ->
            move(scheduled, waiting, anyWorker); leave(false, false, handOff)
       }
    :: atomic {
        row.state == unknown && (QUIET || hasty) && MAY_RAISE ->
            if
            :: !hasty -> deadlinesPass()
            :: else
            fi;
            ahead++; epoch[me] = ahead; leaseOver = false;
            move(unknown, reconciling, anyWorker);
            syncClaim();
            goto looking
       }
    od;

carrying:
    if
    :: atomic { crashes > 0 -> crashes--; goto idle }
    :: atomic { ALL_LIVE -> part[me] = PARTS - 1; goto proven }
#ifdef NO_INTENT
    :: atomic { !ALL_LIVE -> part[me] = row.settled; maySend[me] = true; goto guard }
#else
    :: atomic {
        !ALL_LIVE && MINE(me, claimed) && !leaseOver ->
            part[me] = row.settled; maySend[me] = true; leaseOver = false; hasty = false;
            row.sends = (row.sends < MAX_SENDS -> row.sends + 1 : MAX_SENDS);
            move(claimed, intent, holder);
#ifndef WEAK_DURABILITY
            sync();                                     /* before the first byte */
#endif
            goto guard
       }
    :: atomic { !MINE(me, claimed) || leaseOver -> goto idle }
#endif
    :: atomic { MINE(me, claimed) && MAY_PAUSE -> pause(); settleBefore(); goto idle }
    fi;

guard:
    if
    :: atomic { crashes > 0 -> crashes--; goto idle }
#ifdef NO_GUARD
    :: atomic { request[me] = flying }
#else
    :: atomic { maySend[me] -> request[me] = flying; maySend[me] = false }
#endif
    :: atomic { settleClearNo(); goto idle }    /* too late, or no connection: nothing left */
    fi;

    if
    :: atomic { crashes > 0 -> crashes--; goto idle }
    :: request[me] == yes || (request[me] == named && doubted[me]) -> goto proven
    :: atomic {
        request[me] == no || (request[me] == named && !doubted[me]) ->
            request[me] = none; settleClearNo(); goto idle
       }
    :: atomic {
        true ->                                         /* no answer in time, or none that is clear */
            if
#ifdef RETRY_ON_TIMEOUT
            :: MINE(me, intent) -> move(intent, scheduled, holder); leave(false, false, nothing)
#else
            :: MINE(me, intent) -> move(intent, unknown, holder); leave(true, false, nothing)
#endif
            :: else
            fi;
            goto idle
       }
    fi;

looking:
    if
    :: atomic { crashes > 0 -> crashes--; goto idle }
    :: atomic { ALL_LIVE -> part[me] = PARTS - 1; goto proven }
    :: atomic {                                         /* found */
        !ALL_LIVE && posted[row.settled] > 0 && MINE(me, reconciling) -> part[me] = row.settled; goto proven
       }
    :: atomic {                                         /* absent, or only a second try can tell */
        !ALL_LIVE && SENDS_AGAIN && MINE(me, reconciling) -> sendAgain(CLASS == NAMED); goto idle
       }
    :: atomic {                                         /* not seen: a list may lag */
        (CLASS == PROOF || CLASS == WEAK) && !row.looked && MINE(me, reconciling) ->
            move(reconciling, unknown, holder); leave(true, true, nothing); goto idle
       }
    :: atomic {                                         /* not seen again, which proves nothing */
        !ALL_LIVE && ASKS_A_PERSON && MINE(me, reconciling) ->
            move(reconciling, waiting, holder); leave(true, true, doubtful); goto idle
       }
    :: atomic {                                         /* could not look */
        MINE(me, reconciling) && MAY_PAUSE ->
            pause(); move(reconciling, unknown, holder); leave(true, row.looked, nothing); goto idle
       }
    :: atomic {                                         /* signed out */
        MINE(me, reconciling) -> move(reconciling, waiting, holder); leave(true, row.looked, reconnect); goto idle
       }
    :: atomic { !MINE(me, reconciling) -> goto idle }
    fi;

proven:
    atomic {                                            /* the part is live, whoever owns the row by now */
        request[me] = none; settlePart(part[me]);
        if
        :: ALL_LIVE -> publish(); goto idle
        :: !ALL_LIVE && MINE(me, intent) -> move(intent, claimed, holder); leave(false, false, nothing); goto carrying
        :: !ALL_LIVE && MINE(me, reconciling) && !row.inherited ->
            move(reconciling, scheduled, holder); leave(false, false, nothing); goto idle
        :: !ALL_LIVE && MINE(me, reconciling) && row.inherited ->                 /* the next may be live as well */
            move(reconciling, unknown, holder); leave(true, false, nothing); goto idle
        :: else -> goto idle
        fi
    }
}

/* ---- What happens around them ----------------------------------------------------------------------------------- */

/* A request takes effect. */
inline land(p) {
    if
    :: (CLASS == KEYED || CLASS == NAMED) && posted[p] > 0
    :: else ->
        posted[p]++;
        assert(posted[p] < 2);                          /* never twice */
        assert(row.state != refused || p < row.settled);
        assert(row.state != cancelled)
    fi;
#ifdef STRICT
    /* Why all this works: whatever can still land is written down as an intent or as a doubt. */
    assert(row.state == intent || row.state == unknown || p < row.settled)
#endif
}

inline answer(w) {
    if
    :: land(part[w]); request[w] = yes
    :: request[w] = no
    fi
}

proctype Network() {
end:
    do
    :: atomic { orphans[0] > 0 -> orphans[0]--; if :: land(0) :: skip fi }
#if PARTS > 1
    :: atomic { orphans[1] > 0 -> orphans[1]--; if :: land(1) :: skip fi }
#endif
#if CLASS == NAMED
    :: atomic { request[0] == flying && posted[part[0]] > 0 -> request[0] = named }
    :: atomic { request[1] == flying && posted[part[1]] > 0 -> request[1] = named }
#endif
    :: atomic { request[0] == flying && (CLASS != NAMED || posted[part[0]] == 0) -> answer(0) }
    :: atomic { request[1] == flying && (CLASS != NAMED || posted[part[1]] == 0) -> answer(1) }
    od
}

/* Leases end by themselves when nobody holds them, and sometimes when somebody does. */
proctype Leases() {
end:
    do
    :: atomic {
        HELD && !leaseOver && (!HAS_HOLDER || slow > 0) ->
            if
            :: HAS_HOLDER -> slow--
            :: else
            fi;
            leaseOver = true; deadlinesPass()
       }
    :: atomic {
        leaseOver ->
            if
            :: row.state == claimed -> move(claimed, scheduled, afterLease)
            :: row.state == intent -> move(intent, unknown, afterLease); row.doubt = true
            :: row.state == reconciling -> move(reconciling, unknown, afterLease); row.doubt = true
            :: else
            fi;
            leaseOver = false
       }
    od
}

/* Commits reach the disk in their order, whenever; a loss of power takes back the rest. */
proctype Disk() {
end:
    do
    :: atomic {
        losses > 0 && (ahead > 0 || row.state != kept.state || row.waitsFor != kept.waitsFor || row.doubt != kept.doubt
            || row.looked != kept.looked || row.inherited != kept.inherited || row.sends != kept.sends
            || row.settled != kept.settled) -> sync()
       }
    :: atomic {
        losses > 0 ->
            losses--; ahead = 0; leaseOver = false;
            row.state = kept.state; row.waitsFor = kept.waitsFor; row.doubt = kept.doubt; row.looked = kept.looked;
            row.sends = kept.sends; row.settled = kept.settled; row.inherited = kept.inherited;
            if
            :: losses == 0 ->                           /* not needed again: it must not tell states apart */
                kept.state = 0; kept.waitsFor = 0; kept.doubt = 0; kept.looked = 0; kept.sends = 0; kept.settled = 0;
                kept.inherited = 0
            :: else
            fi
       }
    od
}

/* A backup is put in the place of the database, and the workers of that one are gone. */
proctype Restore() {
end:
    do
    :: atomic {
        restores > 0 ->
            restores--; leaseOver = false; hasty = false; deadlinesPass();
            lose(0); lose(1);
            if
            :: skip                                     /* it was made a moment ago */
            :: row.state = scheduled; row.sends = 0; row.settled = 0; leave(false, false, nothing)    /* or long ago */
            fi;
            row.inherited = true;
#ifndef BLIND_RESTORE
            if
            :: row.state == scheduled -> move(scheduled, unknown, afterRestore)
            :: row.state == claimed -> move(claimed, unknown, afterRestore)
            :: row.state == intent -> move(intent, unknown, afterRestore)
            :: row.state == unknown -> move(unknown, unknown, afterRestore)
            :: row.state == reconciling -> move(reconciling, unknown, afterRestore)
            :: row.state == waiting -> move(waiting, unknown, afterRestore)
            :: else -> row.inherited = false
            fi;
            if
            :: row.state == unknown -> leave(true, false, nothing)
            :: else
            fi;
#endif
            sync()
       }
    od
}

inline decided(inDoubt) { acts--; ahead++; leave(inDoubt, false, nothing); sync() }

/* A person sees the account with their own eyes, and does not lie. What they decide is synced before they read on. */
proctype Person() {
    bit mayCancel;
end:
    do
    :: atomic {
        acts > 0 && row.state == waiting && row.waitsFor == reconnect ->
            if
            :: row.doubt -> move(waiting, unknown, person)
            :: else -> move(waiting, scheduled, person)
            fi;
            decided(row.doubt)
       }
    :: atomic {
        acts > 0 && row.state == waiting && (row.waitsFor == doubtful || row.waitsFor == sendBound) ->
            if
            :: posted[row.settled] > 0 ->               /* it is there */
                settlePart(row.settled);
                if
                :: ALL_LIVE -> move(waiting, published, person); decided(false)
                :: !ALL_LIVE && !row.inherited -> move(waiting, scheduled, person); decided(false)
                :: !ALL_LIVE && row.inherited -> move(waiting, unknown, person); decided(true)
                fi
            :: posted[row.settled] == 0 ->
                row.sends = 0; row.inherited = false; move(waiting, scheduled, person); decided(false)
            :: move(waiting, unknown, person); decided(true)              /* look now */
            fi
       }
    :: atomic {
        acts > 0 && row.state == waiting && (row.waitsFor == missed || row.waitsFor == money || row.waitsFor == handOff) ->
            assert(!row.doubt);
            row.sends = 0; move(waiting, scheduled, person); decided(false)
       }
    :: atomic { acts > 0 && row.state == waiting -> move(waiting, dropped, person); decided(false) }
    :: atomic { acts > 0 && row.state == refused -> row.sends = 0; move(refused, scheduled, person); decided(false) }
    :: atomic { acts > 0 && row.state == refused -> move(refused, dropped, person); decided(false) }
    :: atomic {
        acts > 0 && row.state == unknown ->             /* look now */
            move(unknown, unknown, person);
#ifdef HASTY_LOOK
            hasty = true;
#endif
            decided(true)
       }
    :: atomic {
        acts > 0 && !row.doubt && row.settled == 0 ->
            if
            :: row.state == scheduled -> move(scheduled, cancelled, person); decided(false)
            :: row.state == claimed -> move(claimed, cancelled, person); decided(false)
            :: row.state == waiting -> move(waiting, cancelled, person); decided(false)
            :: else
            fi
       }
    od
}

/* Nothing is lost: when nothing can happen any more, the delivery has ended or waits for a person. */
proctype Watch() {
end:
    timeout -> assert(ENDED || row.state == waiting)
}

init {
    atomic {
        row.state = scheduled; row.waitsFor = nothing; kept.state = scheduled; kept.waitsFor = nothing;
        run Worker(0); run Worker(1); run Network(); run Leases(); run Disk(); run Person(); run Restore();
        run Watch()
    }
}
