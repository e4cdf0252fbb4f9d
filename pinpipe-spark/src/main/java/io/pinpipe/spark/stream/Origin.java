package io.pinpipe.spark.stream;

/**
 * What the offsets of a checkpoint belong to.
 *
 * @param server the server of the topic or stream
 * @param name the name of the topic or stream
 * @param incarnation distinguishes it from a deleted one of the same name; empty if that is checked elsewhere
 */
record Origin(String server, String name, String incarnation) {

    @Override
    public String toString() {
        return name + " of " + server;
    }
}
