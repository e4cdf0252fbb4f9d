package io.pinpipe.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.internal.ListedPosts;
import io.pinpipe.internal.ReadAhead;
import io.pinpipe.internal.WidePosts;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScanAheadTest {

    @Test
    void widePostsAreReadAheadByTheirBytesAndNotByTheirNumber() throws Exception {
        ListedPosts source = WidePosts.source();
        AtomicInteger read = new AtomicInteger();
        Semaphore turn = new Semaphore(0);
        source.onNext(post -> {
            read.incrementAndGet();
            turn.release();
        });

        try (ReadAhead<ScanAhead.Scanned> posts = ScanAhead.after(source, -1)) {
            while (turn.tryAcquire(2, TimeUnit.SECONDS)) {
                // reads until the buffer is full
            }

            assertThat((long) read.get() * WidePosts.CHARACTERS).isLessThan(ReadAhead.MOST_BYTES);
            for (int post = 0; post < WidePosts.POSTS; post++) {
                assertThat(posts.next()).isNotNull();
            }
            assertThat(posts.next()).isNull();
        }
    }
}
