package io.pinpipe;

import java.time.LocalDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who made a post: a row of {@code user_data}.
 *
 * @param index the post's index
 * @param firstName given name; null where the column is NULL
 * @param lastName family name; null where the column is NULL
 * @param age age in years
 * @param dateJoined when the user joined, without a zone, as stored
 */
public record User(
        long index, @Nullable String firstName, @Nullable String lastName, int age, LocalDateTime dateJoined)
        implements PostEvent {

    /** Throws {@link NullPointerException} when the joining date is null. */
    public User {
        Objects.requireNonNull(dateJoined, "dateJoined");
    }

    @Override
    public Kind kind() {
        return Kind.USER;
    }
}
