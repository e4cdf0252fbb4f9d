package io.pinpipe;

import java.time.LocalDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where and when a post was made: a row of {@code geolocation_data}.
 *
 * @param index the post's index
 * @param timestamp when it was posted, without a zone, as stored
 * @param latitude degrees north, as the database shows them ({@code -88.8298}); not checked against ±90
 * @param longitude degrees east, in the same form; not checked against ±180
 * @param country the country's name; null where the column is NULL
 */
public record Geo(
        long index,
        LocalDateTime timestamp,
        double latitude,
        double longitude,
        @Nullable String country) implements PostEvent {

    /** Throws {@link NullPointerException} when the timestamp is null. */
    public Geo {
        Objects.requireNonNull(timestamp, "timestamp");
    }

    @Override
    public Kind kind() {
        return Kind.GEO;
    }
}
