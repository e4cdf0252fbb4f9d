package io.pinpipe.clean;

import io.pinpipe.Kind;
import java.time.LocalDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cleaned user; its components are the columns of the clean table, in order.
 *
 * @param index the post's index
 * @param userName first and last name separated by one space; only one of them when the other is missing; null when
 *     both are
 * @param age age in years, unchanged
 * @param dateJoined when the user joined, without a zone, as stored
 */
public record CleanUser(long index, @Nullable String userName, int age, LocalDateTime dateJoined)
        implements CleanEvent {

    /** Throws {@link NullPointerException} when the joining date is null. */
    public CleanUser {
        Objects.requireNonNull(dateJoined, "dateJoined");
    }

    @Override
    public Kind kind() {
        return Kind.USER;
    }
}
