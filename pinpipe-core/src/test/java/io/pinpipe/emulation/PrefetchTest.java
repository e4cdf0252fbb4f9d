package io.pinpipe.emulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.internal.ListedPosts;
import io.pinpipe.internal.ReadAhead;
import io.pinpipe.internal.WidePosts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PrefetchTest {

    @Test
    void aFetchOfWidePostsAsksForFewer() throws Exception {
        ListedPosts source = WidePosts.source();
        PickedRows rows = PickedRows.of(source);

        try (ReadAhead<Prefetch.Picked> posts =
                Prefetch.of(source, RowOrder.classic(1, WidePosts.POSTS), rows, 2_000)) {
            for (int post = 0; post < 2_000; post++) {
                assertThat(posts.next()).isNotNull();
            }
        }

        assertThat(source.fetches())
                .allSatisfy(
                        size -> assertThat((long) size * WidePosts.CHARACTERS).isLessThan(ReadAhead.MOST_BYTES));
    }
}
