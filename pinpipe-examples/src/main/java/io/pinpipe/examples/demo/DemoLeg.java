package io.pinpipe.examples.demo;

import io.pinpipe.Kind;
import io.pinpipe.Publisher;
import java.util.List;

/** One way through which the demo sends posts, with destinations of its own, and how to look at what arrived. */
interface DemoLeg {

    /** What the table calls it. */
    String name();

    /** Opens a publisher to this leg's destinations. */
    Publisher open();

    /** Reads everything that the destination of a kind holds, one JSON document each. */
    List<String> read(Kind kind);
}
