package io.pinpipe.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.timestamp_micros;

import io.pinpipe.Kind;
import io.pinpipe.clean.CleanEvent;
import io.pinpipe.clean.CleanGeo;
import io.pinpipe.clean.CleanPin;
import io.pinpipe.clean.CleanUser;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of the clean tables. Events carry plain longs and doubles where the tables have timestamps and arrays, so
 * that no session setting affects how Java types are converted; dates, which have no zone, are in UTC.
 */
final class CleanColumns {

    private static final DataType TEXT = DataTypes.StringType;
    private static final DataType LONG = DataTypes.LongType;
    private static final DataType DOUBLE = DataTypes.DoubleType;

    private static final StructType PIN = new StructType()
            .add("ind", LONG)
            .add("unique_id", TEXT)
            .add("title", TEXT)
            .add("description", TEXT)
            .add("follower_count", LONG)
            .add("poster_name", TEXT)
            .add("tag_list", TEXT)
            .add("is_image_or_video", TEXT)
            .add("image_src", TEXT)
            .add("save_location", TEXT)
            .add("category", TEXT);

    private static final StructType GEO = new StructType()
            .add("ind", LONG)
            .add("country", TEXT)
            .add("coordinates", new ArrayType(DOUBLE, true))
            .add("timestamp", DataTypes.TimestampType);

    private static final StructType GEO_EVENT = new StructType()
            .add("ind", LONG)
            .add("country", TEXT)
            .add("first", DOUBLE)
            .add("second", DOUBLE)
            .add("timestamp", LONG);

    private static final StructType USER = new StructType()
            .add("ind", LONG)
            .add("user_name", TEXT)
            .add("age", DataTypes.IntegerType)
            .add("date_joined", DataTypes.TimestampType);

    private static final StructType USER_EVENT = new StructType()
            .add("ind", LONG)
            .add("user_name", TEXT)
            .add("age", DataTypes.IntegerType)
            .add("date_joined", LONG);

    private CleanColumns() {}

    /** The columns of a clean table. */
    static StructType of(Kind kind) {
        return switch (kind) {
            case PIN -> PIN;
            case GEO -> GEO;
            case USER -> USER;
        };
    }

    /** The columns of events as returned by {@link #row}. */
    static StructType ofEvents(Kind kind) {
        return switch (kind) {
            case PIN -> PIN;
            case GEO -> GEO_EVENT;
            case USER -> USER_EVENT;
        };
    }

    /** An event as a row of events. */
    static Row row(CleanEvent event) {
        if (event instanceof CleanPin pin) {
            return RowFactory.create(
                    pin.index(),
                    pin.uniqueId(),
                    pin.title(),
                    pin.description(),
                    pin.followerCount(),
                    pin.posterName(),
                    pin.tagList(),
                    pin.isImageOrVideo(),
                    pin.imageSrc(),
                    pin.saveLocation(),
                    pin.category());
        }
        if (event instanceof CleanGeo geo) {
            return RowFactory.create(
                    geo.index(),
                    geo.country(),
                    geo.coordinates().first(),
                    geo.coordinates().second(),
                    micros(geo.timestamp()));
        }
        CleanUser user = (CleanUser) event;
        return RowFactory.create(user.index(), user.userName(), user.age(), micros(user.dateJoined()));
    }

    /** Converts rows of events to the columns of their table. */
    static Dataset<Row> table(Kind kind, Dataset<Row> events) {
        return switch (kind) {
            case PIN -> events;
            case GEO ->
                events.select(
                        col("ind"),
                        col("country"),
                        array(col("first"), col("second")).as("coordinates"),
                        timestamp_micros(col("timestamp")).as("timestamp"));
            case USER ->
                events.select(
                        col("ind"),
                        col("user_name"),
                        col("age"),
                        timestamp_micros(col("date_joined")).as("date_joined"));
        };
    }

    private static long micros(LocalDateTime date) {
        return TimeUnit.SECONDS.toMicros(date.toEpochSecond(ZoneOffset.UTC))
                + TimeUnit.NANOSECONDS.toMicros(date.getNano());
    }
}
