package io.pinpipe.spark.stream;

/**
 * What a checkpoint's offsets are offsets of.
 *
 * @param server whose topic or stream
 * @param name the topic's or stream's name
 * @param incarnation what tells it from another one of the same name that was deleted; empty when that is seen to
 *     elsewhere
 */
record Origin(String server, String name, String incarnation) {

    @Override
    public String toString() {
        return name + " of " + server;
    }
}
