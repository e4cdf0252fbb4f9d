package io.pinpipe.clean;

/** Which coordinate comes first in {@link CleanGeo#coordinates()}; implementations of this pipeline disagree. */
public enum CoordinateOrder {
    /** Latitude, then longitude, as a geographer says it; the default, since most published results have it. */
    LAT_LONG,
    /** Longitude, then latitude, as x and y and as GeoJSON. */
    LONG_LAT
}
