package io.pinpipe.clean;

/**
 * A pair of coordinates in degrees; which of the two is the latitude is the cleaner's {@link CoordinateOrder}.
 *
 * @param first the latitude, by default
 * @param second the longitude, by default
 */
public record Coordinates(double first, double second) {}
