package io.pinpipe.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinpipe.SourceException;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnReaderTest {

    @ParameterizedTest
    @ValueSource(strings = {"\uD83E", "a\uDD0D", "\uDD0D\uD83E", "x\uD83E\uD83E\uDD0D"})
    void halfASurrogatePairIsNamedByTableColumnAndIndex(String text) {
        assertThatThrownBy(() -> reading(text).text(3))
                .isInstanceOf(SourceException.class)
                .hasMessage("column title of table pinterest_data with index 7 contains an unpaired surrogate,"
                        + " which is not valid text; correct the row or delete it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "\uD83E\uDD0D", "a\uD83E\uDD0D\uD83E\uDD0Db"})
    void wholeTextsAreRead(String text) throws SQLException {
        assertThat(reading(text).text(3)).isEqualTo(text);
    }

    @Test
    void aLongUnreadableValueIsShownInPart() {
        assertThatThrownBy(() -> reading("9".repeat(500)).integer(10))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("'" + "9".repeat(60) + "…'");
    }

    private static ColumnReader reading(String text) {
        ResultSet results = (ResultSet) Proxy.newProxyInstance(
                ColumnReaderTest.class.getClassLoader(),
                new Class<?>[] {ResultSet.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getString")) {
                        return text;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
        return new ColumnReader(results, SourceTable.PINS, 7);
    }
}
