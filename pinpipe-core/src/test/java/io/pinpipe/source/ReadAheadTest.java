package io.pinpipe.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinpipe.Pin;
import io.pinpipe.Post;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadAheadTest {

    private static final int WIDE = 65_000;
    private static final int POSTS = 500;

    @Test
    void widePostsAreReadAheadByTheirBytesAndNotByTheirNumber() throws Exception {
        ListedPosts source = wide();
        AtomicInteger read = new AtomicInteger();
        Semaphore turn = new Semaphore(0);
        source.onNext(post -> {
            read.incrementAndGet();
            turn.release();
        });

        try (ReadAhead<ScanAhead.Scanned> posts = ScanAhead.after(source, -1)) {
            while (turn.tryAcquire(2, TimeUnit.SECONDS)) {
                // reads on until there is no room
            }

            assertThat((long) read.get() * WIDE).isLessThan(ReadAhead.MOST_BYTES);
            for (int post = 0; post < POSTS; post++) {
                assertThat(posts.next()).isNotNull();
            }
            assertThat(posts.next()).isNull();
        }
    }

    @Test
    void aFetchOfWidePostsAsksForFewer() throws Exception {
        ListedPosts source = wide();
        PickedRows rows = PickedRows.of(source);

        try (ReadAhead<Prefetch.Picked> posts = Prefetch.of(source, RowOrder.classic(1, POSTS), rows, 2_000)) {
            for (int post = 0; post < 2_000; post++) {
                assertThat(posts.next()).isNotNull();
            }
        }

        assertThat(source.fetches())
                .allSatisfy(size -> assertThat((long) size * WIDE).isLessThan(ReadAhead.MOST_BYTES));
    }

    @Test
    void anErrorOfTheReaderComesAfterWhatItRead() throws Exception {
        OutOfMemoryError error = new OutOfMemoryError("made by a test");
        try (ReadAhead<String> words = new ReadAhead<>("words", 10, ahead -> {
            ahead.add("one", 1);
            throw error;
        })) {
            assertThat(words.next()).isEqualTo("one");
            assertThatThrownBy(words::next).isSameAs(error);
            assertThatThrownBy(() -> words.poll(1)).isSameAs(error);
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

    private static ListedPosts wide() {
        ListedPosts source = ListedPosts.of(LongStream.empty());
        LongStream.range(0, POSTS).forEach(index -> source.put(wide(index)));
        return source;
    }

    private static Post wide(long index) {
        Post post = ListedPosts.post(index);
        Pin pin = post.pin();
        assertThat(pin).isNotNull();
        return new Post(
                index,
                new Pin(index, "id", "title", "x".repeat(WIDE), "name", "1k", "a,b", "image", "src", 1, "place", "art"),
                post.geo(),
                post.user());
    }
}
