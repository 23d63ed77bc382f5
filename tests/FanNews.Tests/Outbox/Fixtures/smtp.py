"""A real SMTP server for the tests, on a port of the kernel's. Says its port, then the file of each mail that it took, a line each."""
import argparse
import asyncio
import os
import ssl
import sys
import threading

from aiosmtpd.smtp import SMTP, AuthResult

options = argparse.ArgumentParser()
options.add_argument("folder")
options.add_argument("--login", help="USER:PASSWORD that must log in")
options.add_argument("--certificate", help="PEM with certificate and key: offers STARTTLS")
options.add_argument("--tls", action="store_true", help="speaks TLS from the start")
options = options.parse_args()


class Keep:
    taken = 0

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address.startswith("nobody@"):
            return f"550 5.1.1 <{address}> is unknown here"
        if address.startswith("later@"):
            return "451 4.7.1 Come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        Keep.taken += 1
        path = os.path.join(options.folder, f"{Keep.taken}.eml")
        with open(path, "wb") as file:
            file.write(envelope.original_content)
        print(path, flush=True)
        return "250 Taken"


def log_in(server, session, envelope, mechanism, data):
    given = f"{data.login.decode()}:{data.password.decode()}"
    return AuthResult(success=given == options.login, handled=given == options.login)


def end_with_parent():
    sys.stdin.read()
    os._exit(0)


async def main():
    threading.Thread(target=end_with_parent, daemon=True).start()
    context = None
    if options.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate)

    def make():
        return SMTP(
            Keep(),
            hostname="mail.test",
            tls_context=None if options.tls else context,
            authenticator=log_in if options.login else None,
            auth_required=bool(options.login),
            auth_require_tls=False,
        )

    server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", 0, ssl=context if options.tls else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
