package io.github.chaos4j.agent.control.jmx;

import io.github.chaos4j.agent.engine.Actor;
import java.lang.reflect.Method;
import java.util.Iterator;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/** Who calls over JMX, by the subject that the connector authenticated. */
final class Principal {
    private Principal() {}

    static Actor actor() {
        Subject subject = subject();
        Iterator<java.security.Principal> principals =
                subject == null ? null : subject.getPrincipals().iterator();
        String name =
                principals != null && principals.hasNext() ? principals.next().getName() : "";
        return new Actor("jmx", name, "");
    }

    /** By name: the one way is new in 18, and the other refuses from 24 on. */
    private static @Nullable Subject subject() {
        try {
            try {
                return (Subject) Subject.class.getMethod("current").invoke(null);
            } catch (NoSuchMethodException beforeEighteen) {
                Class<?> controller = Class.forName("java.security.AccessController");
                Object context = controller.getMethod("getContext").invoke(null);
                Method get = Subject.class.getMethod("getSubject", Class.forName("java.security.AccessControlContext"));
                return (Subject) get.invoke(null, context);
            }
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
