package io.pinpipe.examples.demo;

import io.pinpipe.Kind;
import io.pinpipe.Publisher;
import java.util.List;

/** One route by which the demo sends posts, with its own destinations, and access to what arrived. */
interface DemoLeg {

    /** The name in the table. */
    String name();

    /** Opens a publisher to this leg's destinations. */
    Publisher open();

    /** Reads everything in the destination of a kind, one JSON document per record. */
    List<String> read(Kind kind);
}
