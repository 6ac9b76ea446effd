package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.spi.Peer;
import io.github.chaos4j.api.Operation;
import io.github.chaos4j.api.TargetKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The armed faults by operation. Immutable but for the note that a wrapper's frame is open, and swapped whole
 * behind a volatile. Which of them name a peer is kept on the peer, so that a call costs the same whatever is
 * armed for others.
 */
@SuppressWarnings("EnumOrdinal") // an index into arrays of this process, never kept or sent
final class FaultTable {
    static final ActiveFault[] NONE = {};

    private static final Operation[] OPERATIONS = Operation.values();
    static final FaultTable EMPTY = new FaultTable(List.of(), Aliases.NONE);

    /** What is kept on a peer: for this table, the faults that name it, by operation; and in one word, whether any. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Memo(FaultTable table, Set<String> names, ActiveFault[][] byOperation, long operations) {
        Memo(FaultTable table, Set<String> names, ActiveFault[][] byOperation) {
            this(table, names, byOperation, bits(byOperation));
        }
    }

    private final List<ActiveFault> faults;
    private final Aliases aliases;
    private final ActiveFault[][] byOperation = new ActiveFault[OPERATIONS.length][];
    private final long operations;
    private final boolean hasJdbc;
    private volatile boolean sawWrapper;

    FaultTable(List<ActiveFault> faults, Aliases aliases) {
        this.faults = List.copyOf(faults);
        this.aliases = aliases;
        boolean jdbc = false;
        for (Operation operation : OPERATIONS) {
            ActiveFault[] forOperation = of(operation);
            byOperation[operation.ordinal()] = forOperation;
            jdbc |= operation.kind() == TargetKind.JDBC && forOperation.length > 0;
        }
        operations = bits(byOperation);
        hasJdbc = jdbc;
    }

    private static long bits(ActiveFault[][] byOperation) {
        long bits = 0;
        for (int i = 0; i < byOperation.length; i++) {
            bits |= byOperation[i].length == 0 ? 0 : 1L << i;
        }
        return bits;
    }

    private static boolean isIn(long operations, Operation operation) {
        return (operations >>> operation.ordinal() & 1) != 0;
    }

    private ActiveFault[] of(Operation operation) {
        List<ActiveFault> meant = new ArrayList<>();
        for (ActiveFault fault : faults) {
            if (fault.match().operations().contains(operation)) {
                meant.add(fault);
            }
        }
        return meant.isEmpty() ? NONE : meant.toArray(NONE);
    }

    List<ActiveFault> faults() {
        return faults;
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    /** Whether any fault is armed for this operation, whatever the peer. */
    boolean has(Operation operation) {
        return isIn(operations, operation);
    }

    /** Whether statements of a pool's own must be kept from being taken for calls. */
    boolean hasJdbc() {
        return hasJdbc;
    }

    /** Whether a wrapper's frame may be open on some thread: only then must a call without faults look. */
    boolean sawWrapper() {
        return sawWrapper;
    }

    void wrapperOpened() {
        sawWrapper = true;
    }

    /** Whether any fault of this operation names the peer. No allocation when asked again. */
    boolean isNamed(Peer peer, Operation operation) {
        return isIn(memo(peer).operations, operation);
    }

    /** The faults of this operation that name the peer, in the order of arming. No allocation when asked again. */
    ActiveFault[] naming(Peer peer, Operation operation) {
        return memo(peer).byOperation[operation.ordinal()];
    }

    /** All names of the peer, aliases first. */
    Set<String> names(Peer peer) {
        return memo(peer).names;
    }

    private Memo memo(Peer peer) {
        Object kept = peer.memo;
        if (kept instanceof Memo memo && memo.table == this) {
            return memo;
        }
        Memo made = compute(peer);
        peer.memo = made;
        return made;
    }

    private Memo compute(Peer peer) {
        Set<String> names = new LinkedHashSet<>(aliases.of(peer.names()));
        names.addAll(peer.names());
        ActiveFault[][] naming = new ActiveFault[OPERATIONS.length][];
        for (Operation operation : OPERATIONS) {
            naming[operation.ordinal()] = naming(names, byOperation[operation.ordinal()]);
        }
        return new Memo(this, names, naming);
    }

    private static ActiveFault[] naming(Set<String> names, ActiveFault[] candidates) {
        List<ActiveFault> naming = new ArrayList<>();
        for (ActiveFault fault : candidates) {
            if (fault.match().names(names)) {
                naming.add(fault);
            } else {
                fault.noted(fault.match().serviceMiss(names).toString());
            }
        }
        return naming.isEmpty() ? NONE : naming.toArray(NONE);
    }

    /** The union of two selections, in the order of arming. */
    static ActiveFault[] union(ActiveFault[] outer, ActiveFault[] inner) {
        if (outer.length == 0 || inner.length == 0) {
            return outer.length == 0 ? inner : outer;
        }
        Set<ActiveFault> both = new LinkedHashSet<>(List.of(outer));
        both.addAll(List.of(inner));
        return both.toArray(NONE);
    }
}
