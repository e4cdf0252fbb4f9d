package io.pinpipe.testkit;

import io.pinpipe.Message;
import io.pinpipe.transport.Outcome;
import io.pinpipe.transport.RecordTransport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** A scripted client that batches and retries by itself. */
abstract class Client implements RecordTransport {

    final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    abstract void handle(long index, Consumer<Outcome> done);

    @Override
    public void send(Message message, Consumer<Outcome> done) {
        calls.add("send " + message.key());
        handle(Long.parseLong(String.valueOf(message.key())), done);
    }

    @Override
    public void flush() {
        calls.add("flush");
    }

    @Override
    public void close() {
        calls.add("close");
    }

    static Client answering(Consumer<Consumer<Outcome>> answer) {
        return new Client() {
            @Override
            void handle(long index, Consumer<Outcome> done) {
                answer.accept(done);
            }
        };
    }
}
