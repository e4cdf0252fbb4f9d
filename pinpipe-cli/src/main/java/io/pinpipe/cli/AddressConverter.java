package io.pinpipe.cli;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses addresses; of an invalid one, messages show no part that may be a login or a token. */
final class AddressConverter implements ITypeConverter<URI> {

    @Override
    public URI convert(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new TypeConversionException("'" + shown(text) + "' is not an address: " + e.getReason()
                    + "; write an address such as kafka://host:9092 or https://host/stage, and put"
                    + " secrets into the --properties file");
        }
    }

    /** The address without what precedes an {@code @} or follows a question mark. */
    private static String shown(String text) {
        int login = text.lastIndexOf('@');
        int scheme = text.indexOf("://");
        String bare = login < 0
                ? text
                : (scheme < 0 || scheme > login ? "" : text.substring(0, scheme + "://".length())) + "***"
                        + text.substring(login);
        int query = bare.indexOf('?');
        return query < 0 ? bare : bare.substring(0, query) + "?***";
    }
}
