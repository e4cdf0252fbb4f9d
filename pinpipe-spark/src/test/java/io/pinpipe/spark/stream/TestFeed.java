package io.pinpipe.spark.stream;

import io.pinpipe.Kind;
import java.net.URI;
import java.util.List;

/** Topics or streams of one user that a test fills. */
interface TestFeed extends AutoCloseable {

    /** The value of {@code --from}. */
    URI address();

    /** Sends records to the topic or stream of a kind, and waits until they are stored. */
    void send(Kind kind, List<byte[]> records);

    @Override
    void close();
}
