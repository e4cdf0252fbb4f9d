package io.pinpipe;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the three tables that share an index; any of them may be missing.
 *
 * @param index the post's index
 * @param pin the pin, or null when its table has no row with this index
 * @param geo the place and time, or null when its table has no row with this index
 * @param user the user, or null when its table has no row with this index
 */
public record Post(
        long index,
        @Nullable Pin pin,
        @Nullable Geo geo,
        @Nullable User user) {

    /** Throws {@link IllegalArgumentException} when a part has another index. */
    public Post {
        requireSame(index, pin);
        requireSame(index, geo);
        requireSame(index, user);
    }

    /**
     * Returns the parts that are present.
     *
     * @return pin, geo and user in this order, omitting nulls; immutable
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
