package io.pinpipe.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadAheadTest {

    @Test
    void anErrorOfTheReaderComesAfterWhatItRead() throws Exception {
        OutOfMemoryError error = new OutOfMemoryError("made by a test");
        try (ReadAhead<String> words = new ReadAhead<>("words", 10, ahead -> {
            ahead.add("one", 1);
            throw error;
        })) {
            assertThat(words.next()).isEqualTo("one");
            assertThatThrownBy(words::next).isSameAs(error);
            assertThatThrownBy(() -> words.poll()).isSameAs(error);
        }
    }

    @Test
    void anInterruptedReaderIsNoEnd() throws Exception {
        CountDownLatch full = new CountDownLatch(1);
        Thread[] reader = new Thread[1];
        try (ReadAhead<String> words = new ReadAhead<>("words", 2, ahead -> {
            reader[0] = Thread.currentThread();
            ahead.add("one", 1);
            ahead.add("two", 1);
            full.countDown();
            while (ahead.awaitRoom(1)) {
                ahead.add("more", 1);
            }
        })) {
            full.await();
            reader[0].interrupt();

            assertThatThrownBy(() -> {
                        while (words.next() != null) {
                            // up to the failure
                        }
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("interrupted");
        }
    }
}
