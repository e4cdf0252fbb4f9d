package io.pinpipe.clean;

import io.pinpipe.Pin;
import io.pinpipe.clean.Cleaned.Note;
import org.jspecify.annotations.Nullable;

/** Cleans pins by the {@linkplain CleaningRule rules}. */
final class PinCleaner {

    private PinCleaner() {}

    static Cleaned<CleanPin> clean(Pin pin) {
        String uniqueId = pin.uniqueId();
        if (uniqueId == null || !UniqueId.isUuid(uniqueId)) {
            return new Cleaned.Dropped<>(pin, new Note(CleaningRule.UNIQUE_ID_NOT_A_UUID, uniqueId));
        }
        Notes notes = new Notes();
        CleanPin clean = new CleanPin(
                pin.index(),
                uniqueId,
                notes.unlessMissing(CleaningRule.TITLE_MISSING, pin.title()),
                notes.unlessMissing(CleaningRule.DESCRIPTION_MISSING, pin.description()),
                followerCount(pin.followerCount(), notes),
                notes.unlessMissing(CleaningRule.POSTER_NAME_MISSING, pin.posterName()),
                notes.unlessMissing(CleaningRule.TAG_LIST_MISSING, pin.tagList()),
                pin.isImageOrVideo(),
                notes.unlessMissing(CleaningRule.IMAGE_SRC_MISSING, pin.imageSrc()),
                saveLocation(pin.saveLocation(), notes),
                pin.category());
        return new Cleaned.Kept<>(clean, notes.toList());
    }

    private static @Nullable Long followerCount(@Nullable String text, Notes notes) {
        if (text == null) {
            return null;
        }
        long count = FollowerCount.parse(text);
        CleaningRule rule = FollowerCount.ruleFor(text, count);
        if (rule != null) {
            notes.add(rule, text);
        }
        return count == FollowerCount.NONE ? null : count;
    }

    private static @Nullable String saveLocation(@Nullable String text, Notes notes) {
        if (text == null) {
            return null;
        }
        int start = SaveLocation.pathStart(text);
        if (start == 0) {
            return text;
        }
        notes.add(CleaningRule.SAVE_LOCATION_PREFIXED, text);
        return text.substring(start);
    }
}
