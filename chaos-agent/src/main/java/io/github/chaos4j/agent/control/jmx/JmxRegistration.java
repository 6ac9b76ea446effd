package io.github.chaos4j.agent.control.jmx;

import io.github.chaos4j.agent.control.Control;
import io.github.chaos4j.api.ArmedFault;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** Keeps the beans of the platform MBean server in step with what is armed. Thread-safe. */
public final class JmxRegistration implements AutoCloseable {
    private static final String DOMAIN = "io.github.chaos4j";

    private final MBeanServer server;
    private final Control control;
    private final Set<String> faults = new TreeSet<>();
    private boolean closed;

    private JmxRegistration(MBeanServer server, Control control) {
        this.server = server;
        this.control = control;
    }

    /** Initialises the platform MBean server if nobody has. */
    public static JmxRegistration open(Control control) {
        return open(ManagementFactory.getPlatformMBeanServer(), control);
    }

    static JmxRegistration open(MBeanServer server, Control control) {
        JmxRegistration registration = new JmxRegistration(server, control);
        try {
            registration.register(new NamedParameters<>(new ChaosBean(control), ChaosMXBean.class), "type=Chaos");
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
        control.actions().listen(action -> registration.follow());
        registration.follow();
        return registration;
    }

    /** Shows the parameters' names in consoles instead of p0 and p1. */
    private static final class NamedParameters<T> extends StandardMBean {
        private final Class<T> type;

        NamedParameters(T bean, Class<T> type) {
            super(bean, type, true);
            this.type = type;
        }

        @Override
        protected String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo parameter, int index) {
            for (Method method : type.getMethods()) {
                if (method.getName().equals(operation.getName())) {
                    return method.getParameters()[index].getName();
                }
            }
            return super.getParameterName(operation, parameter, index);
        }
    }

    private void register(Object bean, String keys) throws JMException {
        ObjectName name = new ObjectName(DOMAIN + ":" + keys);
        if (server.isRegistered(name)) {
            server.unregisterMBean(name);
        }
        server.registerMBean(bean, name);
    }

    private void unregister(String keys) throws JMException {
        try {
            server.unregisterMBean(new ObjectName(DOMAIN + ":" + keys));
        } catch (InstanceNotFoundException e) {
            // somebody else has taken it away
        }
    }

    private synchronized void follow() {
        Set<String> armed = new TreeSet<>();
        if (!closed) {
            for (ArmedFault fault : control.engine().armed()) {
                armed.add(fault.id());
            }
        }
        try {
            for (String id : Set.copyOf(faults)) {
                if (!armed.contains(id)) {
                    faults.remove(id);
                    unregister("type=Fault,id=" + id);
                }
            }
            for (String id : armed) {
                if (faults.add(id)) {
                    register(
                            new NamedParameters<>(new FaultBean(control.engine(), id), FaultMXBean.class),
                            "type=Fault,id=" + id);
                }
            }
        } catch (JMException e) {
            control.failed("showing the faults in JMX", e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        follow();
        try {
            unregister("type=Chaos");
        } catch (JMException e) {
            control.failed("leaving JMX", e);
        }
    }
}
