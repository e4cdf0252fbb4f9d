package io.pinpipe.clean;

import io.pinpipe.Kind;
import java.time.LocalDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where and when a post was made, cleaned; its components are the columns of the clean table, in order.
 *
 * @param ind the post's number
 * @param country the country's name, as it was; null where the source had none
 * @param coordinates where, both numbers in degrees, in the cleaner's {@link CoordinateOrder}
 * @param timestamp when it was posted, without a zone, as stored
 */
public record CleanGeo(long ind, @Nullable String country, Coordinates coordinates, LocalDateTime timestamp)
        implements CleanEvent {

    /** Refuses null coordinates or a null timestamp with a {@link NullPointerException}. */
    public CleanGeo {
        Objects.requireNonNull(coordinates, "coordinates");
        Objects.requireNonNull(timestamp, "timestamp");
    }

    @Override
    public Kind kind() {
        return Kind.GEO;
    }
}
