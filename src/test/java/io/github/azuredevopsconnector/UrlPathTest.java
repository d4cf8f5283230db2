package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies which paths and queries are well-formed, and which paths are unambiguous. */
class UrlPathTest {

    @Test
    void onlyTheCharactersThatRfc3986AllowsAreWellFormed() {
        String beforeQuestionMark = "!$&'()*+,-./0123456789:;=";
        String afterQuestionMark = "@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~";

        assertThat(allowedBy(UrlPath::isWellFormed)).isEqualTo(beforeQuestionMark + afterQuestionMark);
        assertThat(allowedBy(UrlPath::isUnambiguous)).isEqualTo(beforeQuestionMark + afterQuestionMark);
        assertThat(allowedBy(UrlPath::isQuery)).isEqualTo(beforeQuestionMark + '?' + afterQuestionMark);
    }

    /** Returns the characters that are allowed between two letters. */
    private static String allowedBy(Predicate<String> rule) {
        StringBuilder allowed = new StringBuilder();
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            if (rule.test("x" + (char) c + "x")) {
                allowed.append((char) c);
            }
        }
        return allowed.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a/b//", "%41%fF%00", "..", "%2F%5c", "a%20"})
    void emptySegmentsDotsAndEncodedBytesAreWellFormed(String path) {
        assertThat(UrlPath.isWellFormed(path)).isTrue();
        assertThat(UrlPath.isQuery(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%0g", "%g0", "a%2", "%%41", "%\uFF141", "\u00E4", "\uD83D\uDE00"})
    void aMalformedEscapeOrANonAsciiCharacterIsNotWellFormed(String text) {
        assertThat(UrlPath.isWellFormed(text)).isFalse();
        assertThat(UrlPath.isQuery(text)).isFalse();
        assertThat(UrlPath.isUnambiguous(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "/..", "../a", "a/./b", "%2e", "%2E%2e/a", ".%2e/a", "a%2F..", "..%2fa", "a%5C.%5cb"})
    void aDotSegmentIsFoundEvenIfItIsEncoded(String path) {
        assertThat(UrlPath.hasDotSegment(path)).isTrue();
        assertThat(UrlPath.isUnambiguous(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a", "...", "a.", ".a", "%2e%2e%2e", "a/..;/b", "..%20", "%252e", "a%2F...%2Fb"})
    void otherSegmentsAreNotDotSegments(String path) {
        assertThat(UrlPath.hasDotSegment(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_apis/projects",
                "My%20Project/_apis/git/repositories",
                "a:b@c;d=e/...",
                "%2e%2e%2e/%41",
                "...;a",
                "a;..",
                "..a;b",
                "..%41",
                "%20..",
                ".%20a",
                "...%20",
                "%252e%252e%252e",
                "a%252Fb",
                "100%25zz",
                "%C3%A4"
            })
    void aPathWithoutAnythingLikeADotSegmentIsUnambiguous(String path) {
        assertThat(UrlPath.isUnambiguous(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a",
                "a/",
                "a//b",
                "a%2Fb",
                "%5c",
                "%00",
                "%1F",
                "%7f",
                "%252e",
                "a/%252e%2e/b",
                "%25%32%65",
                "a%252F..%252Fb",
                "..%255Ca",
                "..;",
                "a/..;/b",
                "%2e%2e;a",
                "..%3B",
                "%252e.%253ba",
                "..%20",
                "..%20;a",
                "..%2520",
                "..%2509;"
            })
    void aPathThatSomeProgramsCouldReadDifferentlyIsAmbiguous(String path) {
        assertThat(UrlPath.isUnambiguous(path)).isFalse();
    }
}
