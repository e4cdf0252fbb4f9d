package io.pinpipe.cli;

import io.pinpipe.Kind;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a kind by its label. */
final class KindConverter implements ITypeConverter<Kind> {

    @Override
    public Kind convert(String label) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + label + "' is not pin, geo or user"));
    }
}
