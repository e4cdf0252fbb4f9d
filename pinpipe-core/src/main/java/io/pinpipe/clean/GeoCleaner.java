package io.pinpipe.clean;

import io.pinpipe.Geo;
import io.pinpipe.clean.CleanGeo.CoordinateOrder;
import io.pinpipe.clean.CleanGeo.Coordinates;
import io.pinpipe.clean.Cleaned.Note;
import java.util.List;

/** Cleans places and times by the {@linkplain CleaningRule rules}. */
final class GeoCleaner {

    private static final double MAX_LATITUDE = 90;
    private static final double MAX_LONGITUDE = 180;

    private GeoCleaner() {}

    static Cleaned<CleanGeo> clean(Geo geo, CoordinateOrder order) {
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
