package io.pinpipe.clean;

/** The order of {@link CleanGeo#coordinates()}; existing pipelines disagree. */
public enum CoordinateOrder {
    /** Latitude, then longitude, as in geography; the default, used by most published results. */
    LAT_LONG,
    /** Longitude, then latitude, as in GeoJSON. */
    LONG_LAT
}
