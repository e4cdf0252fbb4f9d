package io.pinpipe.examples.demo;

import io.pinpipe.Post;
import io.pinpipe.PostSource;
import io.pinpipe.clean.CleanUser;
import io.pinpipe.clean.Cleaned;
import io.pinpipe.clean.PostCleaner;
import io.pinpipe.emulation.Emulation;
import io.pinpipe.emulation.RowOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The expected answer of the sixth question: the number of user rows for each joining year. */
final class ExpectedUsers {

    private static final int FIRST_YEAR = 2015;
    private static final int LAST_YEAR = 2020;

    private ExpectedUsers() {}

    /** Rows of users by joining year, of the first posts of the classic order; each row counts once. */
    static Map<Integer, Integer> of(PostSource source, long posts) {
        RowOrder order = RowOrder.classic(Emulation.DEFAULT_SEED);
        Set<Long> picks = new HashSet<>();
        for (long i = 0; i < posts; i++) {
            picks.add((long) order.next().row());
        }
        PostCleaner cleaner = new PostCleaner();
        Map<Integer, Integer> years = new TreeMap<>();
        for (Post post : source.fetch(List.copyOf(picks))) {
            if (post.user() != null && cleaner.clean(post.user()) instanceof Cleaned.Kept<CleanUser> kept) {
                int year = kept.value().dateJoined().getYear();
                if (year >= FIRST_YEAR && year <= LAST_YEAR) {
                    years.merge(year, 1, Integer::sum);
                }
            }
        }
        return years;
    }
}
