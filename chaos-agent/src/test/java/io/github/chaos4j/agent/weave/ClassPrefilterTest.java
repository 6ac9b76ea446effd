package io.github.chaos4j.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.fixture.Statements.OwnStatement;
import io.github.chaos4j.fixture.Statements.SubWrapper;
import io.github.chaos4j.fixture.Statements.Unrelated;
import io.github.chaos4j.fixture.Statements.Wrapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassPrefilterTest {
    private static final ClassLoader APPLICATION = ClassPrefilterTest.class.getClassLoader();

    private final ClassPrefilter statements = new ClassPrefilter(List.of(
            Hooking.subtypes(0, "java.sql.Statement", "executeUpdate", "executeQuery", "executeBatch", "execute")));

    @Test
    void findsAClassBySupertypeOfItsInterface() {
        assertThat(Hooking.sites(plan(statements, Wrapper.class))).containsExactly("0 executeUpdate()I");
    }

    @Test
    void findsAClassThroughItsSuperclass() {
        assertThat(Hooking.sites(plan(statements, SubWrapper.class)))
                .containsExactly("0 executeQuery()Ljava/sql/ResultSet;");
    }

    @Test
    void findsTheSameOfALoadedClass() {
        WeavePlan asLoaded =
                statements.plan(APPLICATION, internal(SubWrapper.class), SubWrapper.class, bytes(SubWrapper.class));
        assertThat(asLoaded).isEqualTo(plan(statements, SubWrapper.class));
        assertThat(statements.mayMatch(SubWrapper.class)).isTrue();
    }

    @Test
    void leavesWhatMerelyMentionsThePackage() {
        assertThat(plan(statements, Unrelated.class)).isNull();
        assertThat(statements.mayMatch(Unrelated.class)).isFalse();
    }

    @Test
    void leavesInterfacesAndProxiesAndTheJdkAlone() {
        Object proxy = Proxy.newProxyInstance(
                APPLICATION, new Class<?>[] {Connection.class, Statement.class}, (p, m, a) -> null);

        assertThat(plan(statements, OwnStatement.class)).isNull();
        assertThat(statements.mayMatch(proxy.getClass())).isFalse();
        assertThat(statements.mayMatch(Statement.class)).isFalse();
        assertThat(statements.mayMatch(Statement[].class)).isFalse();
    }

    @Test
    void findsAJdkClassByNameOnly() {
        String name = "sun.net.www.protocol.http.HttpURLConnection";
        ClassPrefilter byName = new ClassPrefilter(List.of(Hooking.call(0, name, "connect")));

        WeavePlan plan = byName.plan(null, name.replace('.', '/'), null, systemBytes(name.replace('.', '/')));

        assertThat(Hooking.sites(plan)).containsExactly("0 connect()V");
    }

    @Test
    void choosesOverloadsByTheirParameters() {
        ClassPrefilter byParameters =
                new ClassPrefilter(List.of(Hooking.call(0, "java.lang.Thread", "sleep()", "join(J)")));

        assertThat(Hooking.sites(byParameters.plan(null, "java/lang/Thread", null, systemBytes("java/lang/Thread"))))
                .containsExactly("0 join(J)V");
    }

    @Test
    void weavesTheFirstHookOfEachRoleIntoAMethod() {
        String type = Unrelated.class.getName();
        ClassPrefilter several = new ClassPrefilter(List.of(
                Hooking.call(0, type, "executeUpdate"),
                Hooking.call(1, type, "executeUpdate"),
                Hooking.hook(2, Hook.Role.SHIELD, type, false, "executeUpdate"),
                Hooking.hook(3, Hook.Role.BIRTH, type, false)));

        assertThat(Hooking.sites(plan(several, Unrelated.class)))
                .containsExactly("3 <init>()V", "0 executeUpdate()I", "2 executeUpdate()I");
    }

    @Test
    void leavesAClassWithoutSuchMethodsAlone() {
        ClassPrefilter other = new ClassPrefilter(List.of(Hooking.call(0, Unrelated.class.getName(), "absent")));

        assertThat(plan(other, Unrelated.class)).isNull();
    }

    @Test
    void leavesTheLoadersOfOtherAgentsAlone() throws IOException {
        try (URLClassLoader foreign = new io.opentelemetry.javaagent.bootstrap.FakeAgentClassLoader(new URL[0])) {
            ClassPrefilter byName =
                    new ClassPrefilter(List.of(Hooking.call(0, Unrelated.class.getName(), "executeUpdate")));

            assertThat(byName.plan(foreign, internal(Unrelated.class), null, bytes(Unrelated.class)))
                    .isNull();
            assertThat(plan(byName, Unrelated.class)).isNotNull();
        }
    }

    @Test
    void readsEveryClassOfTheJdkWithoutTrouble() {
        for (String name : List.of(
                "java/lang/String",
                "java/util/HashMap",
                "java/lang/invoke/MethodHandles",
                "java/sql/CallableStatement",
                "module-info")) {
            ClassFile type = new ClassFile(systemBytes(name));
            assertThat(type.methods()).as(name).isNotNull();
            assertThat(type.supertypes()).as(name).doesNotContainNull();
        }
    }

    private static WeavePlan plan(ClassPrefilter prefilter, Class<?> type) {
        return prefilter.plan(APPLICATION, internal(type), null, bytes(type));
    }

    static String internal(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    static byte[] bytes(Class<?> type) {
        return systemBytes(internal(type));
    }

    private static byte[] systemBytes(String name) {
        String path = name + ".class";
        try (InputStream in = name.equals("module-info")
                ? Object.class.getModule().getResourceAsStream(path)
                : ClassLoader.getSystemResourceAsStream(path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
