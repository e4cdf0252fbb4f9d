package io.pinpipe.replay;

import java.util.Objects;

/**
 * How far a replay is: every event of every post up to an index is done, which is to say acknowledged by the target, or
 * kept as a dead letter.
 *
 * @param source what is replayed, such as {@code mysql://host:3306/pinterest_data}
 * @param target where to, such as {@code kafka://host:9092 0a1d8948160f}
 * @param index the highest index up to which everything is done
 */
public record Checkpoint(String source, String target, long index) {

    /** Refuses null names with a {@link NullPointerException}. */
    public Checkpoint {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
    }
}
