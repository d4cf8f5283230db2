package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies which paths and queries are well-formed, and which paths are unambiguous. */
class UrlPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "a", "a/b//", "/a%20b/~!$&'()*+,;=:@-._", "%41%fF%00", "AZaz09", "..", "%2F%5c", "a%20"
            })
    void aPathOfAllowedCharactersIsWellFormed(String path) {
        assertThat(UrlPath.isWellFormed(path)).isTrue();
        assertThat(UrlPath.isQuery(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "%4",
                "%zz",
                "%0g",
                "%g0",
                "a%",
                "a%2",
                "%%41",
                "a#b",
                "a b",
                "a\tb",
                "a\r\nb",
                "a\u0000b",
                "a\u007F",
                "a\\b",
                "\u00E4",
                "\u200B",
                "a<b",
                "a>b",
                "a\"",
                "a^b",
                "a`b",
                "{a}",
                "a|b",
                "[a]",
                "%\uFF141",
                "\uFF0E\uFF0E"
            })
    void aPathWithOtherCharactersIsNotWellFormed(String text) {
        assertThat(UrlPath.isWellFormed(text)).isFalse();
        assertThat(UrlPath.isQuery(text)).isFalse();
        assertThat(UrlPath.isUnambiguous(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "a?b", "a=b&c=%2F..//?x", "?a"})
    void onlyAQueryMayContainQuestionMarks(String query) {
        assertThat(UrlPath.isQuery(query)).isTrue();
        assertThat(UrlPath.isWellFormed(query)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "..",
                "/.",
                "/..",
                "./a",
                "../a",
                "a/.",
                "a/..",
                "a/./b",
                "a/../../b",
                "%2e",
                "%2E%2e/a",
                ".%2e/a",
                "a/%2e./b",
                "a%2F..",
                "..%2fa",
                "a%5C.%5cb",
                "%2F%2E%2F",
                "a/..%2F",
                "a%2F./b"
            })
    void aDotSegmentIsFoundEvenIfItIsEncoded(String path) {
        assertThat(UrlPath.hasDotSegment(path)).isTrue();
        assertThat(UrlPath.isUnambiguous(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//",
                "a",
                "...",
                "a.",
                ".a",
                "..a",
                "a..",
                "a/...",
                "%2e%2e%2e",
                "a/..;/b",
                "..%20",
                "%252e",
                "a%2Fb",
                "a%5Cb",
                "%2F",
                "a%2F...%2Fb"
            })
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
                "a/.../b",
                "..a/b..",
                "...;a",
                "a;..",
                "..a;b",
                "..%41",
                "%20..",
                ".%20a",
                "...%20",
                "%2520",
                "%252e%252e%252e",
                "a%252Fb",
                "100%25",
                "100%25zz",
                "%C3%A4",
                "%80",
                "%20",
                "~",
                "a"
            })
    void aPathWithoutAnythingLikeADotSegmentIsUnambiguous(String path) {
        assertThat(UrlPath.isUnambiguous(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a",
                "a/",
                "a//b",
                "a%2Fb",
                "a%2fb",
                "%5c",
                "a%5Cb",
                "%00",
                "a%0d%0aHost:x",
                "%1F",
                "%7f",
                "%252e",
                "%252E%252e/a",
                "a/.%252e",
                "a/%252e%2e/b",
                "%25%32%65",
                "a%252F..%252Fb",
                "..%255Ca",
                "..;",
                ".;a=b",
                "a/..;/b",
                "..;a;b/c",
                "%2e%2e;a",
                "..%3B",
                "%252e.%253ba",
                "..%20",
                ".%20/a",
                "a/..%20%20/b",
                "..%20;a",
                "%2e%2e%20",
                "..%2520",
                "..%2509;"
            })
    void aPathThatSomeProgramsCouldReadDifferentlyIsAmbiguous(String path) {
        assertThat(UrlPath.isUnambiguous(path)).isFalse();
    }
}
