package io.github.azuredevopsconnector;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Searches for input that breaks a rule, guided by the coverage of branches. {@code FuzzSeedTest} replays the inputs in
 * every build.
 */
class OrganizationUrlCoverageFuzzTest {

    @FuzzTest
    @DictionaryEntries({
        "https://",
        "http://",
        "ftp://",
        "dev.azure.com",
        ".visualstudio.com",
        "contoso",
        "contoso@",
        ":443",
        "/../",
        "%2e",
        "%2F",
        "%5c",
        "xn--",
        "DefaultCollection",
        "https://http://",
        "tfsprodweu1",
        "abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst",
        "\"",
        "<",
        ">",
        "(",
        ")"
    })
    void parse(byte[] input) {
        ParserRules.holdForUrl(new String(input, UTF_8));
    }
}
