package io.pinpipe.clean;

import io.pinpipe.Kind;
import java.time.LocalDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cleaned place and time; its components are the columns of the clean table, in order.
 *
 * @param index the post's index
 * @param country the country's name, unchanged; null when the source had none
 * @param coordinates both numbers in degrees, in the cleaner's {@link CoordinateOrder}
 * @param timestamp when it was posted, without a zone, as stored
 */
public record CleanGeo(long index, @Nullable String country, Coordinates coordinates, LocalDateTime timestamp)
        implements CleanEvent {

    /**
     * A pair of coordinates in degrees; the cleaner's {@link CoordinateOrder} determines which is the latitude.
     *
     * @param first the latitude, by default
     * @param second the longitude, by default
     */
    public record Coordinates(double first, double second) {}

    /** Throws {@link NullPointerException} when coordinates or timestamp are null. */
    public CleanGeo {
        Objects.requireNonNull(coordinates, "coordinates");
        Objects.requireNonNull(timestamp, "timestamp");
    }

    @Override
    public Kind kind() {
        return Kind.GEO;
    }

    /** The order of {@link CleanGeo#coordinates()}; existing pipelines disagree. */
    public enum CoordinateOrder {
        /** Latitude, then longitude, as in geography; the default, used by most published results. */
        LAT_LONG,
        /** Longitude, then latitude, as in GeoJSON. */
        LONG_LAT
    }
}
