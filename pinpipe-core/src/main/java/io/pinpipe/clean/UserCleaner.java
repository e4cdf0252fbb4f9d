package io.pinpipe.clean;

import io.pinpipe.User;
import io.pinpipe.clean.Cleaned.Note;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cleans users by the {@linkplain CleaningRule rules}. */
final class UserCleaner {

    private UserCleaner() {}

    static Cleaned<CleanUser> clean(User user) {
        String first = bare(user.firstName());
        String last = bare(user.lastName());
        String name = first.isEmpty() ? last : last.isEmpty() ? first : first + ' ' + last;
        CleanUser clean = new CleanUser(user.index(), name.isEmpty() ? null : name, user.age(), user.dateJoined());
        return new Cleaned.Kept<>(clean, notes(user, first, last, name));
    }

    private static String bare(@Nullable String name) {
        return name == null ? "" : Whitespace.strip(name);
    }

    private static List<Note> notes(User user, String first, String last, String name) {
        String rawFirst = user.firstName();
        String rawLast = user.lastName();
        if (isAsItWas(rawFirst, first) && isAsItWas(rawLast, last)) {
            return List.of();
        }
        String was = rawFirst == null ? rawLast : rawLast == null ? rawFirst : rawFirst + ' ' + rawLast;
        return List.of(new Note(name.isEmpty() ? CleaningRule.USER_NAME_MISSING : CleaningRule.USER_NAME_SPACED, was));
    }

    /** Whether a name is unchanged: it was null, or is complete and not empty. */
    private static boolean isAsItWas(@Nullable String raw, String bare) {
        return raw == null || (!raw.isEmpty() && raw.length() == bare.length());
    }
}
