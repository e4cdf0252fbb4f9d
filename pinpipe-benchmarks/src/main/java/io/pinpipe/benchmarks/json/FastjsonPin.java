package io.pinpipe.benchmarks.json;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.JSONWriter;
import io.pinpipe.Pin;
import org.jspecify.annotations.Nullable;

/** A pin for fastjson2, which names the components of a record in JSON exactly as they are declared. */
record FastjsonPin(
        long index,
        @Nullable String unique_id,
        @Nullable String title,
        @Nullable String description,
        @Nullable String poster_name,
        @Nullable String follower_count,
        @Nullable String tag_list,
        @Nullable String is_image_or_video,
        @Nullable String image_src,
        int downloaded,
        @Nullable String save_location,
        @Nullable String category) {

    static FastjsonPin of(Pin pin) {
        return new FastjsonPin(
                pin.index(),
                pin.uniqueId(),
                pin.title(),
                pin.description(),
                pin.posterName(),
                pin.followerCount(),
                pin.tagList(),
                pin.isImageOrVideo(),
                pin.imageSrc(),
                pin.downloaded(),
                pin.saveLocation(),
                pin.category());
    }

    static byte[] encode(FastjsonPin pin) {
        return JSON.toJSONBytes(pin, JSONWriter.Feature.WriteNulls);
    }

    static FastjsonPin decode(byte[] json) {
        return JSON.parseObject(json, FastjsonPin.class);
    }
}
