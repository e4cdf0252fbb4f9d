package io.pinpipe.benchmarks.cleaning;

import io.pinpipe.Geo;
import io.pinpipe.Pin;
import io.pinpipe.User;
import io.pinpipe.clean.CleanGeo;
import io.pinpipe.clean.CleanGeo.Coordinates;
import io.pinpipe.clean.CleanPin;
import io.pinpipe.clean.CleanUser;
import org.jspecify.annotations.Nullable;

/**
 * Cleaning by regular expressions as commonly written: {@link String#matches} and {@link String#replaceAll} on one
 * column after another, without notes.
 *
 * <p>Its results equal those of {@link CompiledRegexCleaning}.
 */
final class RegexCleaning {

    private static final String UUID = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$";
    private static final String TITLE = "^\\s*(No Title Data Available|None|null)?\\s*$";
    private static final String DESCRIPTION =
            "^\\s*(No description available Story format|No description available|None|null)?\\s*$";
    private static final String POSTER_NAME = "^\\s*(User Info Error|None|null)?\\s*$";
    private static final String TAG_LIST = "^\\s*(N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e|None|null)?\\s*$";
    private static final String IMAGE_SRC = "^\\s*(Image src error\\.?|None|null)\\s*$";
    private static final String COUNT = "^\\s*[0-9]+(\\.[0-9]+)?[kKmMbB]?\\s*$";
    private static final String THOUSANDS = "[kK]";
    private static final String MILLIONS = "[mM]";
    private static final String BILLIONS = "[bB]";
    private static final String PREFIX = "^\\s*Local save in ";
    private static final String SPACES = "^\\s+|\\s+$";

    private RegexCleaning() {}

    /** Returns the clean pin, or null when it is dropped. */
    static @Nullable CleanPin clean(Pin pin) {
        String uniqueId = pin.uniqueId();
        if (uniqueId == null || !uniqueId.matches(UUID)) {
            return null;
        }
        return new CleanPin(
                pin.index(),
                uniqueId,
                unless(TITLE, pin.title()),
                unless(DESCRIPTION, pin.description()),
                followers(pin.followerCount()),
                unless(POSTER_NAME, pin.posterName()),
                unless(TAG_LIST, pin.tagList()),
                pin.isImageOrVideo(),
                unless(IMAGE_SRC, pin.imageSrc()),
                pin.saveLocation() == null ? null : pin.saveLocation().replaceAll(PREFIX, ""),
                pin.category());
    }

    /** Returns the clean place; the range is not checked, as is common. */
    static CleanGeo clean(Geo geo) {
        return new CleanGeo(
                geo.index(), geo.country(), new Coordinates(geo.latitude(), geo.longitude()), geo.timestamp());
    }

    /** Returns the clean user. */
    static CleanUser clean(User user) {
        String name = (user.firstName() + " " + user.lastName()).replaceAll(SPACES, "");
        return new CleanUser(user.index(), name, user.age(), user.dateJoined());
    }

    private static @Nullable String unless(String missing, @Nullable String text) {
        return text == null || text.matches(missing) ? null : text;
    }

    private static @Nullable Long followers(@Nullable String text) {
        if (text == null || !text.matches(COUNT)) {
            return null;
        }
        String zeros = text.replaceAll(THOUSANDS, "000");
        zeros = zeros.replaceAll(MILLIONS, "000000");
        return Long.valueOf(zeros.replaceAll(BILLIONS, "000000000"));
    }
}
