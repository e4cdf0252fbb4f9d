package io.pinpipe.transport;

import io.pinpipe.internal.Problems;
import io.pinpipe.internal.Redactor;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Settings by name, each with the setter that receives its value and the limits that the value must keep.
 *
 * <p>A duration is a number with {@code ms}, {@code s}, {@code m} or {@code h}, or ISO-8601; a size is a number of
 * bytes, or a number with {@code KiB} or {@code MiB}. Not thread-safe.
 */
public final class Options {

    private static final Pattern QUANTITY = Pattern.compile("(\\d{1,15}) ?([A-Za-z]*)");

    /** Describes the expected format without revealing the value. */
    private static final class UnreadableException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        UnreadableException(String message) {
            super(message);
        }
    }

    private final Map<String, Consumer<String>> setters = new TreeMap<>();
    private final Map<String, BiConsumer<String, String>> families = new TreeMap<>();
    private final List<Consumer<List<String>>> limits = new ArrayList<>();
    private String last = "";

    /** Creates an empty table. */
    public Options() {}

    /**
     * Adds a text option.
     *
     * @param name the option
     * @param setter receives the text
     * @return this table
     */
    public Options text(String name, Consumer<String> setter) {
        setters.put(name, setter);
        last = name;
        return this;
    }

    /**
     * Adds a family of options with a common prefix, such as {@code header.X-Team}.
     *
     * @param prefix the prefix, including its dot
     * @param setter receives the rest of the name, never empty, and the text
     * @return this table
     */
    public Options family(String prefix, BiConsumer<String, String> setter) {
        families.put(prefix, setter);
        return this;
    }

    /**
     * Adds a duration option.
     *
     * @param name the option
     * @param setter receives the duration
     * @return this table
     */
    public Options duration(String name, Consumer<Duration> setter) {
        return text(name, text -> setter.accept(parseDuration(text)));
    }

    /**
     * Adds an option in bytes.
     *
     * @param name the option
     * @param setter receives the bytes
     * @return this table
     */
    public Options bytes(String name, LongConsumer setter) {
        return text(name, text -> setter.accept(parseBytes(text)));
    }

    /**
     * Adds an option in bytes below 2 GiB.
     *
     * @param name the option
     * @param setter receives the bytes
     * @return this table
     */
    public Options intBytes(String name, IntConsumer setter) {
        return bytes(name, bytes -> {
            if (bytes > Integer.MAX_VALUE) {
                throw new UnreadableException("it may be at most " + Integer.MAX_VALUE + " bytes");
            }
            setter.accept((int) bytes);
        });
    }

    /**
     * Adds an integer option.
     *
     * @param name the option
     * @param setter receives the number
     * @return this table
     */
    public Options integer(String name, IntConsumer setter) {
        return text(name, text -> setter.accept(parseInteger(text)));
    }

    /**
     * Adds a boolean option.
     *
     * @param name the option
     * @param setter receives the value
     * @return this table
     */
    public Options truth(String name, Consumer<Boolean> setter) {
        return text(name, text -> {
            String lower = text.strip().toLowerCase(Locale.ROOT);
            if (!lower.equals("true") && !lower.equals("false")) {
                throw new UnreadableException("it must be true or false");
            }
            setter.accept(lower.equals("true"));
        });
    }

    /**
     * Adds an option for the constants of an enum, case-insensitive.
     *
     * @param name the option
     * @param type the enum
     * @param setter receives the constant
     * @param <E> the enum
     * @return this table
     */
    public <E extends Enum<E>> Options choice(String name, Class<E> type, Consumer<E> setter) {
        return text(name, text -> setter.accept(parseChoice(type, text)));
    }

    /**
     * Requires the setting added last to be greater than zero.
     *
     * @param value the setting's present value
     * @return this table
     */
    public Options positive(Supplier<Duration> value) {
        String name = last;
        limits.add(problems -> Problems.requirePositive(problems, name, value.get()));
        return this;
    }

    /**
     * Requires the setting added last not to be negative.
     *
     * @param value the setting's present value; null when it is not set
     * @return this table
     */
    public Options notNegative(Supplier<@Nullable Duration> value) {
        String name = last;
        limits.add(problems -> {
            Duration present = value.get();
            Problems.require(
                    problems, present == null || !present.isNegative(), name + " must not be negative, not " + present);
        });
        return this;
    }

    /**
     * Requires the setting added last to have a minimum.
     *
     * @param min the lowest legal value
     * @param value the setting's present value
     * @return this table
     */
    public Options atLeast(long min, LongSupplier value) {
        String name = last;
        limits.add(problems -> Problems.require(
                problems, value.getAsLong() >= min, name + " must be at least " + min + ", not " + value.getAsLong()));
        return this;
    }

    /** Adds one sentence for each setting that exceeds a limit, in the order in which the settings were added. */
    void addProblems(List<String> problems) {
        limits.forEach(limit -> limit.accept(problems));
    }

    /**
     * Applies the given settings.
     *
     * @param values text values by option name
     * @throws IllegalArgumentException names every unknown option, with the known ones, and every value that cannot be
     *     parsed; values are not shown, since they may be secret
     */
    void apply(Map<String, String> values) {
        List<String> problems = new ArrayList<>();
        values.forEach((name, value) -> {
            Consumer<String> setter = setter(name);
            if (setter == null) {
                problems.add("unknown option '" + name + "'; known are " + String.join(", ", known()));
                return;
            }
            try {
                setter.accept(value);
            } catch (UnreadableException e) {
                problems.add("option '" + name + "' cannot be parsed: " + e.getMessage());
            } catch (IllegalArgumentException | ArithmeticException e) {
                // Messages of others may quote the value.
                String message = String.valueOf(e.getMessage());
                String withoutValue = value.isBlank() ? message : message.replace(value, "***");
                problems.add("option '" + name + "' cannot be used: "
                        + Redactor.of(List.of(value)).text(withoutValue));
            }
        });
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    private @Nullable Consumer<String> setter(String name) {
        Consumer<String> setter = setters.get(name);
        if (setter != null) {
            return setter;
        }
        return families.entrySet().stream()
                .filter(family -> name.startsWith(family.getKey())
                        && name.length() > family.getKey().length())
                .findFirst()
                .<Consumer<String>>map(family -> text ->
                        family.getValue().accept(name.substring(family.getKey().length()), text))
                .orElse(null);
    }

    private List<String> known() {
        List<String> known = new ArrayList<>(setters.keySet());
        families.keySet().forEach(prefix -> known.add(prefix + "<name>"));
        return known;
    }

    static Duration parseDuration(String text) {
        Matcher quantity = QUANTITY.matcher(text.strip());
        if (quantity.matches()) {
            long number = Long.parseLong(quantity.group(1));
            Duration duration = switch (quantity.group(2).toLowerCase(Locale.ROOT)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> null;
            };
            if (duration != null) {
                return duration;
            }
        }
        try {
            return Duration.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw new UnreadableException("a duration is written as 5ms, 10s, 2m, 1h or PT10S");
        } catch (ArithmeticException e) {
            throw new UnreadableException("the duration is too long");
        }
    }

    private static int parseInteger(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new UnreadableException(
                    "it must be an integer from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
        }
    }

    private static <E extends Enum<E>> E parseChoice(Class<E> type, String text) {
        String name = text.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnreadableException("it must be one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }

    static long parseBytes(String text) {
        Matcher quantity = QUANTITY.matcher(text.strip());
        long unit = quantity.matches()
                ? switch (quantity.group(2).toLowerCase(Locale.ROOT)) {
                    case "", "b" -> 1;
                    case "kib" -> 1024;
                    case "mib" -> 1024 * 1024;
                    default -> 0;
                }
                : 0;
        if (unit == 0) {
            throw new UnreadableException("a size is written as 1048576, 512KiB or 32MiB");
        }
        try {
            return Math.multiplyExact(Long.parseLong(quantity.group(1)), unit);
        } catch (ArithmeticException e) {
            throw new UnreadableException("the size is too large");
        }
    }
}
