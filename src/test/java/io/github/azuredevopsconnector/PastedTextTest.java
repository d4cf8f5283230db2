package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies what is trimmed from the ends of pasted input. */
class PastedTextTest {

    /** White space, Unicode separators, and characters that show nothing. */
    private static final String TRIMMED = "\t\n\r \u00A0\u00AD\u061C\u1680\u180E"
            + "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u200B\u200C\u200D\u200E\u200F"
            + "\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u202F\u205F\u2060\u2061\u2062\u2063\u2064"
            + "\u2066\u2067\u2068\u2069\u3000"
            + "\uFE00\uFE01\uFE02\uFE03\uFE04\uFE05\uFE06\uFE07\uFE08\uFE09\uFE0A\uFE0B\uFE0C\uFE0D\uFE0E\uFE0F\uFEFF";

    private static final List<String> PAIRS = List.of(OrganizationUrlGrammar.MARKS);

    @Test
    void onlyWhiteSpaceAndCharactersThatShowNothingAreTrimmed() {
        StringBuilder atStart = new StringBuilder();
        StringBuilder atEnd = new StringBuilder();
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            if (PastedText.trim((char) c + "a").equals("a")) {
                atStart.append((char) c);
            }
            if (PastedText.trim("a" + (char) c).equals("a")) {
                atEnd.append((char) c);
            }
        }
        assertThat(atStart).hasToString(TRIMMED);
        assertThat(atEnd).hasToString(TRIMMED);
    }

    @Test
    void onlyTheEndsAreTrimmed() {
        assertThat(PastedText.trim(TRIMMED + "a" + TRIMMED + "b" + TRIMMED)).isEqualTo("a" + TRIMMED + "b");
        assertThat(PastedText.trim(TRIMMED)).isEmpty();
        assertThat(PastedText.trim("")).isEmpty();
        assertThat(PastedText.trim("a")).isEqualTo("a");
    }

    /** Tries each mark at the beginning with each mark at the end. */
    @Test
    void aPairOfMarksAroundTheWholeInputIsTrimmed() {
        for (String first : String.join("", PAIRS).split("", -1)) {
            for (String last : String.join("", PAIRS).split("", -1)) {
                String marked = first + "a b" + last;

                assertThat(PastedText.trim(marked)).isEqualTo(PAIRS.contains(first + last) ? "a b" : marked);
            }
        }
        assertThat(PastedText.trim(" \n\u200E\" a b\t\"\u200B ")).isEqualTo("a b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"a", "a\"", "\"", "'", "<", "(", "x\"a\"", "\"a\"x", "[a]", "{a}", "*a*", "\u2039a\u203A"})
    void otherMarksAreNotTrimmed(String input) {
        assertThat(PastedText.trim(input)).isEqualTo(input);
    }

    @Test
    void onlyOnePairOfMarksIsTrimmed() {
        assertThat(PastedText.trim("\"\"a\"\"")).isEqualTo("\"a\"");
        assertThat(PastedText.trim("(<a>)")).isEqualTo("<a>");
        assertThat(PastedText.trim("\"\"")).isEmpty();
        assertThat(PastedText.trim("\" \"")).isEmpty();
    }
}
