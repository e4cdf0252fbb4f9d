package io.pinpipe.json;

import static io.pinpipe.internal.WireField.AGE;
import static io.pinpipe.internal.WireField.CATEGORY;
import static io.pinpipe.internal.WireField.COUNTRY;
import static io.pinpipe.internal.WireField.DATE_JOINED;
import static io.pinpipe.internal.WireField.DESCRIPTION;
import static io.pinpipe.internal.WireField.DOWNLOADED;
import static io.pinpipe.internal.WireField.FIRST_NAME;
import static io.pinpipe.internal.WireField.FOLLOWER_COUNT;
import static io.pinpipe.internal.WireField.IMAGE_SRC;
import static io.pinpipe.internal.WireField.IND;
import static io.pinpipe.internal.WireField.INDEX;
import static io.pinpipe.internal.WireField.IS_IMAGE_OR_VIDEO;
import static io.pinpipe.internal.WireField.LAST_NAME;
import static io.pinpipe.internal.WireField.LATITUDE;
import static io.pinpipe.internal.WireField.LONGITUDE;
import static io.pinpipe.internal.WireField.POSTER_NAME;
import static io.pinpipe.internal.WireField.SAVE_LOCATION;
import static io.pinpipe.internal.WireField.TAG_LIST;
import static io.pinpipe.internal.WireField.TIMESTAMP;
import static io.pinpipe.internal.WireField.TITLE;
import static io.pinpipe.internal.WireField.UNIQUE_ID;

import io.pinpipe.Geo;
import io.pinpipe.Pin;
import io.pinpipe.PostEvent;
import io.pinpipe.User;
import io.pinpipe.internal.WireField;

/** Writes the fields of a post to a sink in wire order. */
final class PostWriter {

    private PostWriter() {}

    static <X extends Exception> void write(PostEvent event, FieldSink<X> out) throws X {
        if (event instanceof Pin pin) {
            pin(pin, out);
        } else if (event instanceof Geo geo) {
            geo(geo, out);
        } else {
            user((User) event, out);
        }
    }

    private static <X extends Exception> void pin(Pin pin, FieldSink<X> out) throws X {
        out.integer(INDEX, pin.index());
        out.text(UNIQUE_ID, pin.uniqueId());
        out.text(TITLE, pin.title());
        out.text(DESCRIPTION, pin.description());
        out.text(POSTER_NAME, pin.posterName());
        out.text(FOLLOWER_COUNT, pin.followerCount());
        out.text(TAG_LIST, pin.tagList());
        out.text(IS_IMAGE_OR_VIDEO, pin.isImageOrVideo());
        out.text(IMAGE_SRC, pin.imageSrc());
        out.integer(DOWNLOADED, pin.downloaded());
        out.text(SAVE_LOCATION, pin.saveLocation());
        out.text(CATEGORY, pin.category());
    }

    private static <X extends Exception> void geo(Geo geo, FieldSink<X> out) throws X {
        out.integer(IND, geo.index());
        out.date(TIMESTAMP, geo.timestamp());
        out.decimal(LATITUDE, finite(geo, LATITUDE, geo.latitude()));
        out.decimal(LONGITUDE, finite(geo, LONGITUDE, geo.longitude()));
        out.text(COUNTRY, geo.country());
    }

    private static <X extends Exception> void user(User user, FieldSink<X> out) throws X {
        out.integer(IND, user.index());
        out.text(FIRST_NAME, user.firstName());
        out.text(LAST_NAME, user.lastName());
        out.integer(AGE, user.age());
        out.date(DATE_JOINED, user.dateJoined());
    }

    private static double finite(PostEvent event, WireField field, double value) {
        if (!Double.isFinite(value)) {
            throw InvalidPostException.of(
                    event.kind(), event.index(), field, "is " + value + ", which JSON cannot represent");
        }
        return value;
    }
}
