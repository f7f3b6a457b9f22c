#!/bin/sh
# Makes every password, key and certificate of a deployment at its first start, and never again: what is there stays.
# A folder is made beside its place and moved there whole, so that a start that was cut off leaves nothing half.
set -eu
umask 077
root=${1:-/secrets}
days=3650

# User ids inside the images that read these files. They can be overridden where this runs without being root.
event_store_user=${EVENT_STORE_USER:-1000}
mongodb_user=${MONGODB_USER:-999}
server_user=${SERVER_USER:-1000}

if [ -e "$root/ledger/made" ]; then
  echo "the secrets of this deployment were made before; nothing to do"
  exit 0
fi
# Volumes that hold secrets without that mark are of a start that was cut off before any store had read them.

password() { openssl rand -hex 32; }

mkdir -p "$root/ledger" "$root/eventstore" "$root/mongodb" "$root/server"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

openssl req -x509 -newkey rsa:3072 -sha256 -nodes -days "$days" -subj '/CN=Hewu deployment CA' \
  -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign,cRLSign' \
  -keyout "$work/ca.key" -out "$work/ca.crt"

# certificate <name> <common name> <alternative names>
certificate() {
  openssl req -newkey rsa:3072 -sha256 -nodes -subj "/CN=$2" -keyout "$work/$1.key" -out "$work/$1.csr"
  printf 'subjectAltName=%s\nkeyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage=serverAuth,clientAuth\nbasicConstraints=CA:FALSE\n' "$3" > "$work/$1.ext"
  openssl x509 -req -in "$work/$1.csr" -CA "$work/ca.crt" -CAkey "$work/ca.key" -CAcreateserial -sha256 -days "$days" \
    -extfile "$work/$1.ext" -out "$work/$1.crt"
}
# EventStoreDB takes nodes of one cluster to be those whose certificates carry this common name.
certificate eventstore eventstoredb-node 'DNS:eventstore,DNS:localhost,IP:127.0.0.1'
certificate mongodb mongodb 'DNS:mongodb-1,DNS:mongodb-2,DNS:mongodb-3,DNS:localhost,IP:127.0.0.1'

event_store_password=$(password)
mongodb_root_password=$(password)
mongodb_password=$(password)

# put <folder> <name> <user>: takes the content from standard input.
put() {
  cat > "$root/$1/.$2"
  chmod 0400 "$root/$1/.$2"
  chown "$3" "$root/$1/.$2"
  mv "$root/$1/.$2" "$root/$1/$2"
}
own() { chown "$2" "$root/$1"; chmod 0500 "$root/$1"; }

mkdir -p "$root/eventstore/ca"
put eventstore/ca ca.crt "$event_store_user" < "$work/ca.crt"
put eventstore node.crt "$event_store_user" < "$work/eventstore.crt"
put eventstore node.key "$event_store_user" < "$work/eventstore.key"
# EventStoreDB has two accounts from the start; nobody needs the second, so its password is told to nobody.
printf 'EVENTSTORE_DEFAULT_ADMIN_PASSWORD=%s\nEVENTSTORE_DEFAULT_OPS_PASSWORD=%s\n' "$event_store_password" "$(password)" | put eventstore passwords.env "$event_store_user"

put mongodb ca.crt "$mongodb_user" < "$work/ca.crt"
cat "$work/mongodb.crt" "$work/mongodb.key" | put mongodb node.pem "$mongodb_user"
openssl rand -base64 741 | tr -d '\n' | put mongodb members.key "$mongodb_user"
printf '%s' "$mongodb_root_password" | put mongodb root-password "$mongodb_user"
printf '%s' "$mongodb_password" | put mongodb hewu-password "$mongodb_user"

put server ca.crt "$server_user" < "$work/ca.crt"
{
  printf 'EVENTSTORE_URL=esdb://admin:%s@eventstore:2113?tls=true&tlsCAFile=/run/hewu/ca.crt\n' "$event_store_password"
  printf 'MONGODB_URL=mongodb://hewu:%s@mongodb-1,mongodb-2,mongodb-3/hewu?replicaSet=hewu&authSource=hewu&tls=true&tlsCAFile=/run/hewu/ca.crt\n' "$mongodb_password"
  printf 'HEWU_SECRET=%s\n' "$(openssl rand -base64 48 | tr -d '\n')"
} | put server server.env "$server_user"

own eventstore/ca "$event_store_user"
own eventstore "$event_store_user"
own mongodb "$mongodb_user"
own server "$server_user"
# The key of the certificate authority is not kept: new certificates come from a new authority (docs/operations.md).
date -u +%Y-%m-%dT%H:%M:%SZ > "$root/ledger/made"
echo "made the secrets of this deployment"
