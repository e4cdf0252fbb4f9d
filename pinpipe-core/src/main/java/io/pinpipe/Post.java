package io.pinpipe;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the three tables hold for one index; a table may lack its row.
 *
 * @param index the post's number
 * @param pin the pin, or null where its table has no row for the index
 * @param geo the place and time, or null where its table has no row for the index
 * @param user the user, or null where its table has no row for the index
 */
public record Post(
        long index,
        @Nullable Pin pin,
        @Nullable Geo geo,
        @Nullable User user) {

    /** Refuses parts of another index with an {@link IllegalArgumentException}. */
    public Post {
        requireSame(index, pin);
        requireSame(index, geo);
        requireSame(index, user);
    }

    /**
     * The parts that are there.
     *
     * @return pin, geo and user in this order, without those that are null; immutable
     */
    public List<PostEvent> events() {
        return Stream.<@Nullable PostEvent>of(pin, geo, user)
                .filter(Objects::nonNull)
                .map(PostEvent.class::cast)
                .toList();
    }

    private static void requireSame(long index, @Nullable PostEvent part) {
        if (part != null && part.index() != index) {
            throw new IllegalArgumentException(
                    "post " + index + " cannot hold the " + part.kind().label() + " of post " + part.index());
        }
    }
}
