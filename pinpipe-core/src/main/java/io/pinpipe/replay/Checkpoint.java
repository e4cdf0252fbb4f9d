package io.pinpipe.replay;

import java.util.Objects;

/**
 * The progress of a replay: every event of every post up to an index is done, that is, acknowledged by the target or
 * kept as a dead letter.
 *
 * @param source the name of the source, such as {@code mysql://host:3306/pinterest_data}
 * @param target the name of the target, such as {@code kafka://host:9092 0a1d8948160f}
 * @param index the highest index up to which everything is done
 */
public record Checkpoint(String source, String target, long index) {

    /** Throws {@link NullPointerException} when a name is null. */
    public Checkpoint {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
    }
}
