package io.pinpipe.clean;

import io.pinpipe.Kind;
import java.time.LocalDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who made a post, cleaned; its components are the columns of the clean table, in order.
 *
 * @param ind the post's number
 * @param userName first and last name with one space between them; the one that is there when the other is missing;
 *     null when both are
 * @param age age in years, as it was
 * @param dateJoined when the user joined, without a zone, as stored
 */
public record CleanUser(long ind, @Nullable String userName, int age, LocalDateTime dateJoined) implements CleanEvent {

    /** Refuses a null joining date with a {@link NullPointerException}. */
    public CleanUser {
        Objects.requireNonNull(dateJoined, "dateJoined");
    }

    @Override
    public Kind kind() {
        return Kind.USER;
    }
}
