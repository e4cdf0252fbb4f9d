package io.pinpipe.clean;

/**
 * A pair of coordinates in degrees; the cleaner's {@link CoordinateOrder} determines which is the latitude.
 *
 * @param first the latitude, by default
 * @param second the longitude, by default
 */
public record Coordinates(double first, double second) {}
